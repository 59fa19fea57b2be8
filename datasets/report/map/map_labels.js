// Names over the map as elements of the page, so that no glyphs have to be fetched. A name stands where it covers none
// that is more important, else its number alone does, else nothing: the list has it.

const kLabelGap = 9;  // pixels between a point and its label

class MapLabels {
  constructor(map, onOpen) {
    this.map = map;
    this.onOpen = onOpen;
    this.layer = byId("labels");
    this.labels = [];
    map.on("move", () => this.follow());
    map.on("moveend", () => this.place());
  }

  /** The most important first: [{place, number, name, row}]; `row` null for what cannot be opened. */
  show(wanted) {
    this.labels = wanted.map((one) => ({ ...one, box: this.box(one) }));
    this.layer.replaceChildren(...this.labels.map((one) => one.box));
    this.place();
  }

  box({ number, name, row }) {
    const box = element("div", { className: row === null ? "label area" : "label" });
    if (number !== null) box.append(element("b", {}, number));
    box.append(element("span", { className: "name" }, foreign(name)));
    if (row !== null) box.addEventListener("click", () => this.onOpen(row));
    return box;
  }

  follow() {
    for (const one of this.labels) {
      const at = this.map.project(one.place);
      one.box.style.transform = `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px)`;
    }
  }

  place() {
    this.follow();
    const points = this.labels.filter((one) => one.number !== null).map((one) => this.around(this.map.project(one.place), 7));
    const taken = this.controls();
    for (const one of this.labels) this.placeOne(one, points, taken);
  }

  /** Where buttons and the scale stand. */
  controls() {
    const stage = this.layer.getBoundingClientRect();
    return [...byId("map").querySelectorAll(".maplibregl-ctrl")].map((one) => one.getBoundingClientRect()).map((box) => ({
      left: box.left - stage.left, top: box.top - stage.top, right: box.right - stage.left, bottom: box.bottom - stage.top }));
  }

  around(at, margin) {
    return { left: at.x - margin, top: at.y - margin, right: at.x + margin, bottom: at.y + margin };
  }

  placeOne(one, points, taken) {
    const at = this.map.project(one.place);
    for (const shown of one.number === null ? ["whole"] : ["whole", "short"]) {
      one.box.classList.toggle("short", shown === "short");
      const [width, height] = [one.box.offsetWidth, one.box.offsetHeight];
      for (const [dx, dy] of one.number === null ? [[-width / 2, -height / 2]] : this.offsets(width, height)) {
        const box = { left: at.x + dx, top: at.y + dy, right: at.x + dx + width, bottom: at.y + dy + height };
        if (!this.isFree(box, [...taken, ...points])) continue;
        taken.push(box);
        one.box.style.margin = `${Math.round(dy)}px 0 0 ${Math.round(dx)}px`;
        one.box.style.visibility = "visible";
        return;
      }
    }
    one.box.style.visibility = "hidden";
  }

  offsets(width, height) {
    const far = kLabelGap;
    return [[far, -height / 2], [-far - width, -height / 2], [-width / 2, -far - height], [-width / 2, far],
      [far * 0.7, -height - far * 0.5], [far * 0.7, far * 0.5], [-width - far * 0.7, -height - far * 0.5], [-width - far * 0.7, far * 0.5]];
  }

  isFree(box, taken) {
    const { clientWidth, clientHeight } = this.layer;
    if (box.left < 0 || box.top < 0 || box.right > clientWidth || box.bottom > clientHeight) return false;
    return taken.every((one) => box.right <= one.left || box.left >= one.right || box.bottom <= one.top || box.top >= one.bottom);
  }
}
