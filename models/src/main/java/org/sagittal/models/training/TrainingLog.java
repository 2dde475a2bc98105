package org.sagittal.models.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sagittal.geometry.io.file.WholeFile;

/** The record of a training, one JSON object a line and epoch in {@code log.jsonl}; rewritten whole, so never half a line. */
public final class TrainingLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "log.jsonl";

    private TrainingLog() {}

    /**
     * Reads a run's log.
     *
     * @param run folder of the run
     * @return its epochs in order; empty if there is no log
     * @throws IOException if the log cannot be read, naming the line that is broken
     */
    public static List<EpochRecord> read(Path run) throws IOException {
        Path file = run.resolve(NAME);
        if (!Files.exists(file)) {
            return List.of();
        }
        List<EpochRecord> epochs = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            try {
                epochs.add(JSON.readValue(line, EpochRecord.class));
            } catch (IOException e) {
                throw new IOException(file + ", line " + (epochs.size() + 1) + " is no epoch: " + e.getMessage(), e);
            }
        }
        return epochs;
    }

    /**
     * Writes a run's log.
     *
     * @param run folder of the run
     * @param epochs all epochs in order
     * @throws IOException if it cannot be written
     */
    static void write(Path run, List<EpochRecord> epochs) throws IOException {
        StringBuilder text = new StringBuilder();
        for (EpochRecord epoch : epochs) {
            text.append(JSON.writeValueAsString(epoch)).append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(run.resolve(NAME), out -> out.write(bytes));
    }

    /**
     * The epochs of a checkpoint with the wall times that the run's log holds of them.
     *
     * @param run folder of the run
     * @param untimed the checkpoint's epochs
     * @return the same epochs, each with its times where the log has it
     * @throws IOException if the log cannot be read
     */
    static List<EpochRecord> timed(Path run, List<EpochRecord> untimed) throws IOException {
        List<EpochRecord> logged = read(run);
        List<EpochRecord> timed = new ArrayList<>();
        for (EpochRecord epoch : untimed) {
            int number = timed.size();
            boolean known =
                    number < logged.size() && logged.get(number).untimed().equals(epoch);
            timed.add(known ? logged.get(number) : epoch);
        }
        return timed;
    }
}
