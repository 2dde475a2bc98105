/**
 * What a volume, a mesh and a field are. World coordinates are LPS millimetres, arrays are (z, y, x) with x fastest.
 *
 * <pre>
 *   geometry           Vec3, HalfFloat
 *   geometry.volume    images and label maps on grids
 *   geometry.io        their files: which format a file has; one package below it for each format and each layer
 *   geometry.transform distance transform, connected components, morphology
 * </pre>
 *
 * <p>This module needs the JDK only and knows of no other.
 */
package org.sagittal.geometry;
