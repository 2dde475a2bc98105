package org.sagittal.planner.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.sagittal.planner.PlanOptions;
import org.sagittal.planner.PlannedExperiment;
import org.sagittal.preprocessing.dataset.RawDataset;

/**
 * What a whole job is told.
 *
 * @param raw the dataset
 * @param work folder that takes everything
 * @param planning planner, memory and wishes
 * @param adjustment what is done to plans before anything is made from them, e.g. to fit them into a time budget
 * @param configurations which to train; empty for {@code 3d_fullres}, or {@code 2d} where there is no third dimension
 * @param folds {@code 0} to {@code 4} or {@code all}; empty for fold 0
 * @param training changes to the plan's training
 * @param threads threads to use
 */
public record PipelineRequest(
        RawDataset raw,
        Path work,
        PlanOptions planning,
        UnaryOperator<PlannedExperiment> adjustment,
        List<String> configurations,
        List<String> folds,
        TrainingOptions training,
        int threads) {
    /** Copies the lists, fills in the fold and refuses less than one thread. */
    public PipelineRequest {
        configurations = List.copyOf(configurations);
        folds = folds.isEmpty() ? List.of("0") : List.copyOf(folds);
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        for (String fold : folds) {
            if (!fold.matches("\\d{1,4}|all")) {
                throw new IllegalArgumentException("fold must be a number from 0 or 'all', got '" + fold + "'");
            }
        }
    }
}
