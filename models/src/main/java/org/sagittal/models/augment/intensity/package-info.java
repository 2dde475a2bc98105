/**
 * Changes of the values of a patch: noise, blur, brightness, contrast, resolution, gamma. Each has its numbers per channel and changes the
 * image in place; labels are left alone.
 *
 * <pre>
 *   GaussianNoise, GaussianBlur, Brightness, Contrast, LowResolution, Gamma   (in nnU-Net's order)
 *        each: draw(random, channels) ──&gt; the change with its numbers, or none
 *        FactorRange: how a factor around 1 is drawn
 * </pre>
 *
 * <p>Read {@link org.sagittal.models.augment.intensity.Brightness} first, it is the simplest.
 */
package org.sagittal.models.augment.intensity;
