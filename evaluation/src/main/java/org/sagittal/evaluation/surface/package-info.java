/**
 * How far two outlines lie apart, in millimetres: what an outline is (six answers), and the distances of its elements to the other one.
 *
 * <pre>
 *   MaskPair ──> SurfaceModel ──> Surface       voxels or surface elements, each with an area
 *                                   │ NearestSearch    exact, no distance map
 *                                   v
 *                         DirectedDistances     sorted distances with their weights: maximum, percentile, mean, share within T
 * </pre>
 *
 * <p>Read {@link org.sagittal.evaluation.surface.SurfaceModel} first. Which tool combines which model with which percentile is in
 * {@code evaluation.profile}.
 */
package org.sagittal.evaluation.surface;
