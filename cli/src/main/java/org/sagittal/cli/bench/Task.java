package org.sagittal.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Work that can be done here and by the peer.
 *
 * @param name what people call it
 * @param ours our side
 * @param theirs the peer's side; its first word is a program that may not be installed
 * @param variables of the environment of both sides, besides those of every task
 * @param warmUps runs that do not count
 */
public record Task(String name, Side ours, Side theirs, Map<String, String> variables, int warmUps) {
    /** Copies the variables. */
    public Task {
        variables = Map.copyOf(variables);
    }

    /**
     * A task with one run that does not count and no variables of its own.
     *
     * @param name what people call it
     * @param ours our side
     * @param theirs the peer's side
     */
    public Task(String name, Side ours, Side theirs) {
        this(name, ours, theirs, Map.of(), 1);
    }

    /**
     * The same with other runs that do not count.
     *
     * @param warmUps how many
     * @return the task
     */
    public Task warmedUp(int warmUps) {
        return new Task(name, ours, theirs, variables, warmUps);
    }

    /** Seconds that a run wrote down somewhere. */
    @FunctionalInterface
    public interface Epochs {
        /**
         * Looks them up after a run.
         *
         * @return seconds of a typical epoch
         * @throws IOException if they are not there
         */
        double seconds() throws IOException;
    }

    /**
     * One way to do it.
     *
     * @param before commands that make what it needs, run once and not counted
     * @param words the command
     * @param results what is removed before each run, since it would be kept
     * @param epochs for a training
     */
    public record Side(List<List<String>> before, List<String> words, List<Path> results, Optional<Epochs> epochs) {
        /** Copies the lists. */
        public Side {
            before = List.copyOf(before);
            words = List.copyOf(words);
            results = List.copyOf(results);
        }

        /**
         * A command that needs nothing and leaves nothing that matters.
         *
         * @param words program and arguments
         */
        public Side(List<String> words) {
            this(List.of(), words, List.of(), Optional.empty());
        }

        /**
         * The same after other commands.
         *
         * @param first run once and not counted, before those there are
         * @return the longer side
         */
        public Side after(List<List<String>> first) {
            List<List<String>> all = new java.util.ArrayList<>(first);
            all.addAll(before);
            return new Side(all, words, results, epochs);
        }
    }
}
