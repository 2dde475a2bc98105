package org.sagittal.planner.rules;

/**
 * A patch, the network made for it, and what nnU-Net's proxy says it needs.
 *
 * @param design the network; the patch is in its topology
 * @param elements feature-map elements of one patch, see {@link MemoryEstimate}
 */
public record PatchChoice(NetworkDesign design, long elements) {}
