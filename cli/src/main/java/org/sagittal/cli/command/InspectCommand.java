package org.sagittal.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        },
        footer = {
            "  sagittal inspect scan.nii.gz",
            "  sagittal inspect --json imagesTr/*.nii.gz",
            "  sagittal inspect hippocampus.sagittal"
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
            List<Future<Answer>> answers = new ArrayList<>();
            files.forEach(file -> answers.add(pool.submit(() -> Answer.of(file))));
            int status = 0;
            for (Future<Answer> future : answers) {
                Answer answer = future.get();
                status |= answer.problem().isPresent() ? 1 : 0;
                print(console, answer);
            }
            return status;
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "inspecting stopped: " + e.getCause().getMessage(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** What is said of one file. */
    private record Answer(Path file, Optional<FileDescription> description, Optional<String> problem) {
        static Answer of(Path file) {
            try {
                if (!Files.exists(file)) {
                    return refused(file, file + ": no such file or folder");
                }
                return new Answer(file, Optional.of(FileDescription.of(file)), Optional.empty());
            } catch (RuntimeException e) {
                return refused(file, e.getMessage() == null ? e.toString() : e.getMessage());
            } catch (OutOfMemoryError e) {
                return refused(
                        file,
                        file
                                + ": takes more memory than Java has; raise its heap (-Xmx), or ask for fewer files at once (-j)");
            }
        }

        private static Answer refused(Path file, String problem) {
            return new Answer(file, Optional.empty(), Optional.of(problem));
        }

        ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("file", file.toString());
            problem.ifPresent(said -> json.put("error", said));
            description.ifPresent(found -> json.setAll(found.json()));
            return json;
        }
    }

    private void print(Console console, Answer answer) {
        if (json) {
            console.result(answer.json().toString());
            return;
        }
        answer.problem().ifPresent(problem -> console.error("sagittal inspect: " + problem));
        answer.description().ifPresent(found -> {
            console.result(answer.file().toString());
            int width = found.rows().keySet().stream()
                    .mapToInt(String::length)
                    .max()
                    .orElse(1);
            found.rows().forEach((name, said) -> console.resultf("  %-" + width + "s  %s", name, said));
        });
    }
}
