package org.sagittal.planner.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.planner.plan.Configuration;
import org.sagittal.planner.plan.Plans;
import org.sagittal.planner.selection.CaseReporter;
import org.sagittal.preprocessing.dataset.LabelScheme;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.store.BuildOptions;
import org.sagittal.preprocessing.store.BuildReport;
import org.sagittal.preprocessing.store.CaseStore;
import org.sagittal.preprocessing.store.CaseStoreBuilder;

/** Fills the store of a configuration, whether or not it is the second stage of a cascade. Cases that are there already are kept. */
public final class StoreFilling {
    private final Plans plans;
    private final Configuration configuration;
    private final LabelScheme labels;
    private final ImageReader reader;

    /**
     * Describes the work.
     *
     * @param plans the plans
     * @param configuration which of them
     * @param labels what the labels mean
     * @param reader reads images and labels
     */
    public StoreFilling(Plans plans, String configuration, LabelScheme labels, ImageReader reader) {
        this.plans = plans;
        this.configuration = plans.configuration(configuration);
        this.labels = labels;
        this.reader = reader;
    }

    /**
     * Makes the cases that are not there yet.
     *
     * @param runtime the engine, asked only in a cascade; its number of threads is that of the cases worked on at a time
     * @param firstStage folder of the trainings of the previous stage, looked at only in a cascade
     * @param cases raw cases
     * @param folder the store
     * @param listener told after every case
     * @return the store
     * @throws IOException if a case cannot be made, naming it and why
     * @throws java.util.concurrent.CancellationException if the listener or an interrupt asks to stop; finished cases are kept
     */
    public CaseStore fill(Runtime runtime, Path firstStage, List<RawCase> cases, Path folder, JobListener listener)
            throws IOException {
        CaseReporter reporter = new CaseReporter("preprocess " + configuration.name(), cases.size(), listener);
        try (reporter) {
            if (configuration.previousStage().isPresent()) {
                new CascadeStore(plans, configuration.name(), labels, reader)
                        .build(runtime, runs(firstStage), cases, folder, reporter);
            } else {
                BuildReport report = new CaseStoreBuilder(configuration.preprocessing(), labels, reader)
                        .build(cases, folder, new BuildOptions(runtime.threads(), reporter, Map.of()));
                refuseFailures(report);
            }
        }
        reporter.refuseCancelled();
        return CaseStore.open(folder);
    }

    private static void refuseFailures(BuildReport report) throws IOException {
        if (!report.failures().isEmpty()) {
            String first = report.failures().firstKey();
            throw new IOException(report.failures().size() + " cases cannot be preprocessed, the first is " + first
                    + ": " + report.failures().get(first));
        }
    }

    private List<RunFolder> runs(Path firstStage) throws IOException {
        String previous = configuration.previousStage().orElseThrow();
        List<RunFolder> folds = Files.isDirectory(firstStage) ? RunFolder.within(firstStage) : List.of();
        if (folds.isEmpty()) {
            throw new IOException(configuration.name() + " refines what " + previous + " finds, and " + firstStage
                    + " holds no training of it: train " + previous + " on all folds first");
        }
        return folds;
    }
}
