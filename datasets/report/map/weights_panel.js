// A slider a criterion. A weight is a share as the run has it; the slider shows it in hundredths, and only one that is
// moved takes what the slider says, so that the run's own weights stay exact.

class WeightsPanel {
  constructor(onChange) {
    this.onChange = onChange;
    this.weights = page.criteria.map((criterion) => criterion.weight);
    this.rows = page.criteria.map((criterion, c) => this.addRow(criterion, c));
    byId("weights_reset").addEventListener("click", () => this.reset());
  }

  addRow(criterion, c) {
    const id = `weight_${c}`;
    const slider = element("input", { type: "range", id, min: "0", max: "100", step: "1", title: criterion.reason });
    const share = element("output", { className: "share", htmlFor: id });
    slider.addEventListener("input", () => this.move(c, slider.valueAsNumber / 100));
    const pillar = criterion.pillar === null ? null : element("span", { className: `pillar pillar_${criterion.pillar}` },
      page.pillars[criterion.pillar]);
    byId("weights").append(
      element("div", { className: "weight" }, element("label", { htmlFor: id }, foreign(criterion.label)), pillar, slider, share),
    );
    return { slider, share };
  }

  move(c, weight) {
    this.onChange(this.weights.map((old, at) => (at === c ? weight : old)));
  }

  reset() {
    this.onChange(page.criteria.map((criterion) => criterion.weight));
  }

  /** Sliders as the weights are, with the share that each comes to. */
  show(weights) {
    this.weights = weights;
    const shares = weightShares(weights);
    byId("weights_none").hidden = shares !== null;
    this.rows.forEach(({ slider, share }, c) => {
      slider.value = String(Math.round(100 * weights[c]));
      const words = shares === null ? "–" : percent(shares[c], 1);
      share.textContent = words;
      slider.setAttribute("aria-valuetext", words);
    });
    const stated = isStated(weights);
    byId("weights_reset").disabled = stated;
    byId("weights_told").textContent = text(stated ? "weights_of_run" : "weights_moved");
  }
}

/** Whether the weights are those of the run. */
function isStated(weights) {
  return page.criteria.every((criterion, c) => criterion.weight === weights[c]);
}
