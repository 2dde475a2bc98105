package org.sagittal.cli;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.sagittal.cli.command.CommandFailure;
import org.sagittal.cli.console.Console;

/** Turns a failure into one line on stderr - what, where, the mend - and an exit status. */
final class FailureReport {
    private static final int FAILED = 1;
    private static final int CANCELLED = 130;

    /** Where in the text the JSON reader stands: it names no file, and the line is said elsewhere. */
    private static final Pattern READERS_PLACE = Pattern.compile("\\s*(\\(start marker )?at \\[Source: [^\\]]*]\\)?");

    private FailureReport() {}

    static int write(Console console, String command, Throwable failure, boolean trace) {
        Throwable cause = inner(failure);
        if (cause instanceof InterruptedException || cause instanceof CancellationException) {
            return CANCELLED;
        }
        console.error(command + ": " + oneLine(sentence(cause)));
        if (trace) {
            console.trace(failure);
        }
        return FAILED;
    }

    private static String oneLine(String sentence) {
        return READERS_PLACE.matcher(sentence).replaceAll("").replaceAll("\\s*\\R\\s*", " ");
    }

    /** Wrappers that add no words of their own are looked through. */
    private static Throwable inner(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && (cause instanceof ExecutionException
                        || cause instanceof CompletionException
                        || cause.getMessage() == null
                        || cause.getMessage().equals(cause.getCause().toString()))) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String sentence(Throwable failure) {
        if (failure instanceof FileSystemException file) {
            return sentence(file);
        }
        if (failure instanceof UncheckedIOException && failure.getCause() instanceof FileSystemException file) {
            return sentence(file);
        }
        if (failure instanceof OutOfMemoryError) {
            return "out of memory (" + failure.getMessage()
                    + "). Close other programs, use fewer threads (-j 1), or give"
                    + " Java more: SAGITTAL_JAVA_OPTS=-Xmx12g";
        }
        if (failure instanceof LinkageError) {
            return "the native library does not load: " + failure.getMessage() + ". 'sagittal doctor' says more";
        }
        boolean worded = failure.getMessage() != null && !failure.getMessage().isBlank();
        boolean ours = !(failure instanceof NullPointerException
                || failure instanceof IndexOutOfBoundsException
                || failure instanceof ClassCastException
                || failure instanceof Error);
        if (failure instanceof CommandFailure || worded && ours) {
            return failure.getMessage();
        }
        return "a fault of Sagittal itself (" + failure + "). Please report it with what --stacktrace shows";
    }

    private static String sentence(FileSystemException failure) {
        String file = failure.getFile();
        if (failure instanceof NoSuchFileException) {
            return file + ": no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return file + ": permission denied";
        }
        if (failure instanceof NotDirectoryException) {
            return file + ": is not a folder";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return file + ": is in the way. Move it, or choose another name";
        }
        return file + ": " + (failure.getReason() == null ? failure.toString() : failure.getReason());
    }
}
