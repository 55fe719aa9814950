/**
 * report/map: where the things of the record are, how exactly that is known, and how it is drawn, on the page and on paper.
 * Nouns: position, division, place, rung (how exactly), anchor, group, mark, belt, outline.
 * Invariant: nothing is drawn more exactly than a claim says; what cannot be placed is listed with the reason, never left out in silence.
 */
export { cityIn, outlines, mapOf, ringsOf, OUTLINES_NOTE, type OutlineMap, type OutlinePlace, type Outlines } from "./outlines.ts";
export { agree, divisionMeant, divisionOfAddress, divisionOfCode, drawnOf, upFrom, type Division, type Level } from "./gazetteer.ts";
export { area_m2, checked, distance_m, length_m, middleOf, pointsOf, readWkt, wktOf, type Geometry } from "./geometry.ts";
export { readGeoJson, GEOJSON_BYTES_MAX, type GeoJsonAsked, type GeoJsonRead } from "./geojson.ts";
export { DATUMS, toWgs84, type Datum } from "./offset.ts";
export { Placer, PLACE_PROPERTIES, RUNGS, type Placed, type Placing, type Placeable, type PlaceConflict, type Rung, type Unplaced } from "./placing.ts";
export { clustersOf, LAYERS, placeOf, placesOf, readPlaces, type Layer, type MapRecord, type Shown, type Thing } from "./record.ts";
export { enterPosition, type PositionInput } from "./commands.ts";
export { beltsOf, streetsOf, type Belt, type BeltStop } from "./belt.ts";
export { definitionOf, type Counts, type MapAnchor, type MapDefinition, type MapGroup, type MapMark } from "./definition.ts";
export { simplified, simplifiedTo, type LonLat } from "./simplify.ts";
