/**
 * What a volume, a mesh and a field are. World coordinates are LPS millimetres, arrays are (z, y, x) with x fastest.
 *
 * <pre>
 *   geometry           Vec3
 *   geometry.volume    images and label maps on grids
 *   geometry.io        their files
 *   geometry.transform distance transform, connected components, morphology
 * </pre>
 *
 * <p>This module needs the JDK only and knows of no other.
 */
package org.sagittal.geometry;
