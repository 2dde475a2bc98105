package org.sagittal.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sagittal.cli.demo.PhantomDataset;

/** A folder with phantoms in nnU-Net's layout, and for each kind of work the command that does it here and the peer's. */
public final class Workbench {
    private static final int CASES = 12;
    private static final int NUMBER = 900;

    private final Path folder;
    private final List<String> sagittal;
    private final int threads;

    /**
     * Makes a workbench.
     *
     * @param folder takes data and results
     * @param sagittal the words that start our program
     * @param threads for both sides
     */
    public Workbench(Path folder, List<String> sagittal, int threads) {
        this.folder = folder.toAbsolutePath();
        this.sagittal = List.copyOf(sagittal);
        this.threads = threads;
    }

    /**
     * Draws the phantoms.
     *
     * @throws IOException if the folder cannot be written
     */
    public void prepare() throws IOException {
        PhantomDataset.write(raw(), CASES, 1, done -> {});
        Files.createDirectories(folder.resolve("preprocessed"));
        Files.createDirectories(folder.resolve("results"));
    }

    private Path raw() {
        return folder.resolve("raw").resolve(PhantomDataset.NAME);
    }

    /**
     * Where nnU-Net finds everything.
     *
     * @return its variables
     */
    public Map<String, String> environment() {
        return Map.of(
                "nnUNet_raw", folder.resolve("raw").toString(),
                "nnUNet_preprocessed", folder.resolve("preprocessed").toString(),
                "nnUNet_results", folder.resolve("results").toString(),
                "nnUNet_compile", "f",
                "OMP_NUM_THREADS", Integer.toString(threads));
    }

    /**
     * The kinds of work, in the order in which each finds what it needs.
     *
     * @return name to the two commands; the first word of the peer's is the program that must be installed
     */
    public Map<String, Comparison.CommandPair> pairs() {
        String number = Integer.toString(NUMBER);
        String n = Integer.toString(threads);
        Path fingerprint = folder.resolve("dataset_fingerprint.json");
        Path plans = folder.resolve("plans.json");
        Path dataset = raw().resolve("dataset.json");
        Map<String, Comparison.CommandPair> pairs = new LinkedHashMap<>();
        pairs.put(
                "fingerprint",
                pair(
                        List.of("fingerprint", raw().toString(), "-o", fingerprint.toString(), "-j", n),
                        List.of("nnUNetv2_extract_fingerprint", "-d", number, "-np", n, "--clean")));
        pairs.put(
                "plan",
                pair(
                        List.of(
                                "plan",
                                "--fingerprint",
                                fingerprint.toString(),
                                "--dataset-json",
                                dataset.toString(),
                                "-o",
                                plans.toString()),
                        List.of("nnUNetv2_plan_experiment", "-d", number)));
        Path store = folder.resolve("store");
        pairs.put(
                "preprocess",
                afresh(
                        store,
                        pair(
                                List.of(
                                        "preprocess",
                                        raw().toString(),
                                        "--plans",
                                        plans.toString(),
                                        "-c",
                                        "3d_fullres",
                                        "-o",
                                        store.toString(),
                                        "-j",
                                        n),
                                List.of("nnUNetv2_preprocess", "-d", number, "-c", "3d_fullres", "-np", n))));
        pairs.put(
                "evaluate",
                pair(
                        List.of(
                                "evaluate",
                                raw().resolve("labelsTr").toString(),
                                raw().resolve("labelsTr").toString(),
                                "--dataset-json",
                                dataset.toString(),
                                "-o",
                                folder.resolve("summary.json").toString(),
                                "-j",
                                n),
                        List.of(
                                "nnUNetv2_evaluate_folder",
                                raw().resolve("labelsTr").toString(),
                                raw().resolve("labelsTr").toString(),
                                "-djfile",
                                dataset.toString(),
                                "-pfile",
                                plans.toString(),
                                "-o",
                                folder.resolve("peer_summary.json").toString(),
                                "-np",
                                n)));
        return pairs;
    }

    /**
     * Prediction with a model of nnU-Net, which a person must bring along.
     *
     * @param model results folder
     * @param input folder of images
     * @return the two commands
     */
    public Comparison.CommandPair predict(Path model, Path input) {
        return pair(
                List.of(
                        "predict",
                        "-m",
                        model.toString(),
                        "-i",
                        input.toString(),
                        "-o",
                        folder.resolve("ours").toString(),
                        "-j",
                        Integer.toString(threads)),
                List.of(
                        "nnUNetv2_predict_from_modelfolder",
                        "-m",
                        model.toString(),
                        "-i",
                        input.toString(),
                        "-o",
                        folder.resolve("theirs").toString(),
                        "-f",
                        "0",
                        "-device",
                        "cpu",
                        "-npp",
                        "1",
                        "-nps",
                        "1"));
    }

    /** Cases that are in a store already would be kept, so it is removed before each run. */
    private static Comparison.CommandPair afresh(Path store, Comparison.CommandPair pair) {
        List<String> words = new ArrayList<>(List.of("bash", "-c", "rm -rf \"$0\"; exec \"$@\"", store.toString()));
        words.addAll(pair.ours());
        return new Comparison.CommandPair(words, pair.theirs());
    }

    private Comparison.CommandPair pair(List<String> ours, List<String> theirs) {
        List<String> words = new ArrayList<>(sagittal);
        words.addAll(ours);
        words.add("--quiet");
        return new Comparison.CommandPair(words, theirs);
    }
}
