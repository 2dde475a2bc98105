package org.sagittal.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.input.FileDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal inspect}: what a file is. */
@Command(
        name = "inspect",
        description = {
            "Says what images and models are",
            "Size, spacing, place and values of images; configurations, folds and labels of bundles and models. With several files, those "
                    + "that cannot be read are named, the others go on, and the exit status is 1."
        })
public final class InspectCommand extends Subcommand {
    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "images, bundles, run folders, or nnU-Net results folders or zips")
    private List<Path> files;

    @Option(names = "--json", description = "one JSON object a line, in the order of the files")
    private boolean json;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public InspectCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads(), files.size()));
        try {
            List<Future<ObjectNode>> descriptions = new ArrayList<>();
            files.forEach(file -> descriptions.add(pool.submit(() -> describe(file))));
            int status = 0;
            for (Future<ObjectNode> future : descriptions) {
                ObjectNode description = future.get();
                status |= description.has("error") ? 1 : 0;
                print(console, description);
            }
            return status;
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "inspecting stopped: " + e.getCause().getMessage(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static ObjectNode describe(Path file) {
        ObjectNode description = JsonNodeFactory.instance.objectNode().put("file", file.toString());
        try {
            if (!Files.exists(file)) {
                return description.put("error", file + ": no such file or folder");
            }
            return description.setAll(FileDescription.of(file));
        } catch (RuntimeException e) {
            return description.put("error", e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private void print(Console console, ObjectNode description) {
        if (json) {
            console.result(description.toString());
        } else if (description.has("error")) {
            console.error("sagittal inspect: " + description.get("error").asText());
        } else {
            console.result(description.get("file").asText());
            description.properties().stream()
                    .filter(entry -> !entry.getKey().equals("file"))
                    .forEach(entry -> console.resultf(
                            "  %-12s %s",
                            entry.getKey(),
                            entry.getValue().isTextual()
                                    ? entry.getValue().asText()
                                    : entry.getValue() instanceof ArrayNode list && list.isEmpty()
                                            ? "-"
                                            : entry.getValue()
                                                    .toString()
                                                    .replace("\"", "")
                                                    .replace(",", ", ")
                                                    .replace(":", ": ")));
        }
    }
}
