/**
 * Masks to masks and distances on one grid: what can be computed from the shape of a structure alone.
 *
 * <pre>
 *   mask ── HoleFilling ──> mask without enclosed background
 * </pre>
 *
 * <p>Read {@link org.sagittal.geometry.transform.HoleFilling} first. Intensities are not touched here; resampling is the preprocessing
 * module's.
 */
package org.sagittal.geometry.transform;
