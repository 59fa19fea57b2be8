// What the document holds, as MapLibre takes it: numbers alone, so that no text of data comes near its styles.

function collection(features) {
  return { type: "FeatureCollection", features };
}

function pointFeature(id, place, properties) {
  return { type: "Feature", id, properties, geometry: { type: "Point", coordinates: place } };
}

function areaFeature(id, area, properties) {
  return { type: "Feature", id, properties, geometry: { type: "MultiPolygon", coordinates: area } };
}

/** Of a municipality or square: the share of inhabitants, or people of 20-40, with a place within the norm; null: unknown. */
function servedShare(area, shown) {
  const by = area.modes[page.modes.findIndex((mode) => mode.id === shown.mode)];
  return by === undefined ? null : shown.need === "target" ? by.target_served : by.served;
}

/** Those of the inhabitants of municipalities: people of 20-40 and squares are told in the same ones. */
function servedClasses(shown) {
  return page.modes.find((mode) => mode.id === shown.mode)?.classes ?? { breaks: [], labels: [], colors: [] };
}

function municipalityFeatures(shown) {
  const { breaks } = servedClasses(shown);
  return collection(page.municipalities.flatMap((one, m) => {
    const share = servedShare(one, shown);
    return one.area === null ? [] : [areaFeature(m, one.area, { c: share === null ? -1 : classOf(share, breaks) })];
  }));
}

/** What stands for it in the document: [corners, people, [[served, target_served], ...]]. */
function squareOf([corners, people, modes]) {
  const ring = Array.from({ length: 4 }, (_, i) => corners.slice(2 * i, 2 * i + 2));
  return { area: [[[...ring, ring[0]]]], people, modes: modes.map(([served, target_served]) => ({ served, target_served })) };
}

/** Coloured in the classes of the municipalities, so that both say the same in one colour. */
function squareFeatures(shown) {
  const { breaks } = servedClasses(shown);
  return collection(page.squares.flatMap((one, s) => {
    const share = servedShare(one, shown);
    return share === null ? [] : [areaFeature(s, one.area, { c: classOf(share, breaks) })];
  }));
}

/** Whether squares, and not municipalities, are coloured. */
function showsSquares(shown) {
  return shown.need !== "none" && shown.area === "square";
}

function gapFeatures(shown) {
  return collection(page.gaps.flatMap((gap, g) =>
    gap.mode === shown.mode && gap.area !== null ? [areaFeature(g, gap.area, {})] : []));
}

function placeFeatures(shown) {
  return collection(page.places.flatMap((place, p) =>
    place.place === null || (place.kind === "hospitality" && shown.hospitality !== "yes") ||
    (place.kind !== "hospitality" && shown.places !== "yes") ? [] : [pointFeature(p, place.place, { kind: place.kind })]));
}

/** Rings of one site by one mode, the farthest first: the nearer ones lie on it. */
function catchmentFeatures(site, shown) {
  const bands = page.catchments.filter((one) => one.site === site && one.mode === shown.mode && one.area !== null);
  bands.sort((a, b) => a.to - b.to);
  return collection(bands.map((band, i) => areaFeature(i, band.area, { color: band.color, from: band.from, to: band.to })).reverse());
}

/** A small picture for the map: `draw` gets a canvas of `size` pixels. */
function picture(size, draw) {
  const canvas = element("canvas", { width: size, height: size });
  const pen = canvas.getContext("2d");
  draw(pen, size);
  return pen.getImageData(0, 0, size, size);
}

function square(color) {
  return picture(28, (pen, size) => {
    pen.fillStyle = color;
    pen.strokeStyle = kInk;
    pen.lineWidth = 3;
    pen.fillRect(5, 5, size - 10, size - 10);
    pen.strokeRect(5, 5, size - 10, size - 10);
  });
}

function diamond(color) {
  return picture(32, (pen, size) => {
    pen.fillStyle = color;
    pen.strokeStyle = kInk;
    pen.lineWidth = 3;
    pen.beginPath();
    for (const [x, y] of [[size / 2, 3], [size - 3, size / 2], [size / 2, size - 3], [3, size / 2]]) pen.lineTo(x, y);
    pen.closePath();
    pen.fill();
    pen.stroke();
  });
}

function cross() {
  return picture(24, (pen, size) => {
    pen.strokeStyle = "#6b6b6b";
    pen.lineWidth = 4;
    for (const [x, y] of [[5, 5], [size - 5, 5]]) {
      pen.moveTo(x, y);
      pen.lineTo(size - x, size - y);
    }
    pen.stroke();
  });
}

/** Far enough apart that what lies below can be read. */
function hatching(color) {
  return picture(40, (pen, size) => {
    pen.strokeStyle = color;
    pen.lineWidth = 2;
    for (const shift of [-size, 0, size]) {
      pen.moveTo(shift, size);
      pen.lineTo(shift + size, 0);
    }
    pen.stroke();
  });
}

const kImages = {
  third_place: () => square(kPlaceColors.third_place),
  cultural_anchor: () => diamond(kPlaceColors.cultural_anchor),
  ruled_out: cross,
  gap: () => hatching(kGapColor),
};

/** One colour a class, grey for what is unknown. */
function byClass(colors, value = ["get", "c"]) {
  return colors.length === 0 ? kNoDataColor : ["match", value, ...colors.flatMap((color, c) => [c, color]), kNoDataColor];
}

/** What a kind of place is called; one that the page does not know is unknown. */
function kindName(kind) {
  return Object.hasOwn(page.kinds, kind) ? page.kinds[kind] : text("unknown");
}
