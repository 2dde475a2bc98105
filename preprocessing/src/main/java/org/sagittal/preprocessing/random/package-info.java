/**
 * The random numbers nnU-Net draws: NumPy's legacy generator, so that samples, splits and class locations are the same voxel for voxel.
 *
 * <pre>
 *   seed ── MersenneTwister: 32-bit words ── LegacyNumpyRandom: bounded integers, doubles, shuffles, choices
 * </pre>
 *
 * <p>Read {@link org.sagittal.preprocessing.random.LegacyNumpyRandom} first. Augmentation and patch sampling need no particular
 * generator and do not use this one.
 */
package org.sagittal.preprocessing.random;
