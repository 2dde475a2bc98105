/**
 * Binary masks as rows of bits, cut to where something is: 64 voxels in one machine word make borders, unions and components cheap.
 *
 * <pre>
 *   LabelVoxels ──> MaskPair        both masks of one class, cropped, one empty voxel around
 *                     └─> BitMask   (z, y, x) bits: neighbours by shifts
 * </pre>
 *
 * <p>Read {@link org.sagittal.evaluation.mask.BitMask} first. What is measured on masks is in surface, instance and topology.
 */
package org.sagittal.evaluation.mask;
