// A map of Cleanup on its side, north at the left: where there is more room beside it than below, its tiles are larger so. Pure.

/** A scene of a whole map, turned: all that is drawn of where something is, and the names of rows and columns. */
export function aside(scene) {
  const [rows, columns] = [scene.tiles.length, scene.tiles[0].length];
  const at = (place) => place && [columns - 1 - place[1], place[0]];
  const facing = (way) => (typeof way === "number" ? (way + 3) % 4 : way);
  const stood = (one) => ({ ...one, at: at(one.at), facing: facing(one.facing) });
  const did = (one) => ({ ...stood(one), from: at(one.from), tiles: one.tiles?.map(at), hit: one.hit?.map(at) });
  return {
    ...scene,
    tiles: Array.from({ length: columns }, (_, r) => Array.from({ length: rows }, (_, c) => scene.tiles[c][columns - 1 - r]).join("")),
    edges: { rows: [...scene.edges.columns].reverse(), columns: scene.edges.rows, letters: scene.edges.letters === "rows" ? "columns" : "rows" },
    seats: scene.seats.map(stood),
    unnamed: scene.unnamed?.map(stood),
    did: scene.did.map(did),
  };
}
