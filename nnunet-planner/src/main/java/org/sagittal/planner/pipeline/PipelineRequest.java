package org.sagittal.planner.pipeline;

import java.nio.file.Path;
import java.util.List;
import org.sagittal.planner.PlanOptions;
import org.sagittal.planner.PlannedExperiment;
import org.sagittal.planner.fingerprint.DatasetFingerprint;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.dataset.RawDataset;

/**
 * What a whole job is told.
 *
 * @param raw the dataset
 * @param work folder that takes everything
 * @param planning planner, memory and wishes
 * @param planner makes the plans: {@code Planner::plan}, or one that keeps within a time budget
 * @param configurations which to train; empty for {@code 3d_fullres}, or {@code 2d} where there is no third dimension
 * @param folds {@code 0} to {@code 4} or {@code all}; empty for fold 0
 * @param training changes to the plan's training
 * @param threads threads to use
 */
public record PipelineRequest(
        RawDataset raw,
        Path work,
        PlanOptions planning,
        PlanMaker planner,
        List<String> configurations,
        List<String> folds,
        TrainingOptions training,
        int threads) {
    /** What makes plans. */
    @FunctionalInterface
    public interface PlanMaker {
        /**
         * Plans a dataset.
         *
         * @param fingerprint sizes, spacings and intensities of its cases
         * @param dataset its description
         * @param options planner, memory and wishes
         * @return plans and decisions
         */
        PlannedExperiment plan(DatasetFingerprint fingerprint, DatasetDescription dataset, PlanOptions options);
    }

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
