package org.sagittal.planner.selection;

import org.sagittal.models.inference.Postprocessing.KeepLargest;

/**
 * One step that was tried.
 *
 * @param name whose largest component was kept: a class or region by name, or the whole foreground
 * @param step what was done
 * @param before Dice that decides, without the step: the foreground's mean, or the class's own
 * @param after the same with the step
 * @param taken whether the step is taken
 * @param reason why, or why not
 */
public record PostprocessingTrial(
        String name, KeepLargest step, double before, double after, boolean taken, String reason) {
    /** The name of the step that takes all labels together. */
    public static final String WHOLE_FOREGROUND = "whole foreground";
}
