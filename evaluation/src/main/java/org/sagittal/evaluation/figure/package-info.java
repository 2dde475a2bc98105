/**
 * Drawings that are text in a page and files beside it: marks with roles, which SVG and PNG render alike, and slices of a case made of them.
 *
 * <pre>
 *   reference, prediction, image ──> SliceOverlay ──> Drawing ──┬── svg()      inside the page, follows light and dark
 *        SlicePlane │ SliceView │ ErrorScale             │       ├── svgFile()  stands alone, for a paper
 *                                                     Mark, Ink  └── png()      the same as pixels
 * </pre>
 *
 * <p>Read {@link org.sagittal.evaluation.figure.Drawing} first, then {@link org.sagittal.evaluation.figure.SliceOverlay}. What is drawn of scores
 * is the report's business.
 */
package org.sagittal.evaluation.figure;
