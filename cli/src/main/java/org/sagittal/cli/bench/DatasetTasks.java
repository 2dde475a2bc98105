package org.sagittal.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is done with a raw dataset as a whole, each with all that comes before it. */
public final class DatasetTasks {
    private final Workbench bench;
    private final Workbench.Dataset dataset;
    private final Path fingerprint;
    private final Path plans;
    private final String configuration;
    private final boolean planned;

    /**
     * Looks at a dataset.
     *
     * @param bench where results go
     * @param dataset the data
     * @param plans plans.json for both sides, which need not plan then
     * @param configuration one of theirs
     * @throws IOException if the plans cannot be given to the peer
     */
    public DatasetTasks(Workbench bench, Workbench.Dataset dataset, Optional<Path> plans, String configuration)
            throws IOException {
        this.bench = bench;
        this.dataset = dataset;
        this.planned = plans.isPresent();
        this.fingerprint = bench.folder().resolve("dataset_fingerprint.json");
        this.plans = plans.orElse(bench.folder().resolve("plans.json")).toAbsolutePath();
        this.configuration = configuration;
        if (planned) {
            bench.adopt(this.plans, dataset);
        }
    }

    /**
     * Extents and intensities of all cases.
     *
     * @return the task
     */
    public Task fingerprint() {
        return new Task(
                "fingerprint",
                new Task.Side(bench.ours("fingerprint", dataset.raw(), "-o", fingerprint)),
                new Task.Side(List.of(
                        "nnUNetv2_extract_fingerprint", "-d", dataset.number(), "-np", bench.threads(), "--clean")));
    }

    /**
     * Plans from a fingerprint.
     *
     * @return the task
     */
    public Task plan() {
        Task before = fingerprint();
        return new Task(
                "plan",
                new Task.Side(bench.ours(
                                "plan",
                                "--fingerprint",
                                fingerprint,
                                "--dataset-json",
                                dataset.description(),
                                "-o",
                                plans))
                        .after(List.of(before.ours().words())),
                new Task.Side(List.of("nnUNetv2_plan_experiment", "-d", dataset.number()))
                        .after(List.of(before.theirs().words())));
    }

    /**
     * Cropped, resampled and normalised cases.
     *
     * @return the task
     */
    public Task preprocess() {
        Path store = bench.folder().resolve("store");
        Task.Side ours = new Task.Side(
                List.of(),
                bench.ours("preprocess", dataset.raw(), "--plans", plans, "-c", configuration, "-o", store),
                List.of(store),
                Optional.empty());
        Task.Side theirs = new Task.Side(
                List.of("nnUNetv2_preprocess", "-d", dataset.number(), "-c", configuration, "-np", bench.threads()));
        if (planned) {
            return new Task("preprocess", ours, theirs);
        }
        Task before = plan();
        return new Task(
                "preprocess",
                ours.after(List.of(before.ours().words())).after(before.ours().before()),
                theirs.after(List.of(before.theirs().words()))
                        .after(before.theirs().before()));
    }

    /**
     * The labels scored against themselves: as much work as any other scoring.
     *
     * @return the task
     */
    public Task evaluate() {
        String labels = dataset.raw().resolve("labelsTr").toString();
        Path summary = bench.folder().resolve("summary.json");
        // The peer reads the plans for the name of an image reader alone.
        Task before = plan();
        Task.Side theirs = new Task.Side(List.of(
                "nnUNetv2_evaluate_folder",
                labels,
                labels,
                "-djfile",
                dataset.description().toString(),
                "-pfile",
                plans.toString(),
                "-o",
                bench.folder().resolve("peer_summary.json").toString(),
                "-np",
                bench.threads()));
        Task.Side ours = new Task.Side(
                bench.ours("evaluate", labels, labels, "--dataset-json", dataset.description(), "-o", summary));
        return new Task(
                "evaluate",
                planned
                        ? ours
                        : ours.after(List.of(before.ours().words()))
                                .after(before.ours().before()),
                theirs);
    }
}
