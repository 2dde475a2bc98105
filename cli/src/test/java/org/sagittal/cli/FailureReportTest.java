package org.sagittal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.console.Terminal;

class FailureReportTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    private final Console console = new Console(stream, stream, Terminal.NONE);

    private String said(Throwable failure) {
        assertThat(FailureReport.write(console, "sagittal check", failure, false))
                .isEqualTo(1);
        return err.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void aMessageOfOursStandsAsItIs() {
        assertThat(said(new ExecutionException(new IllegalArgumentException("spacing must be positive, got 0"))))
                .isEqualTo("sagittal check: spacing must be positive, got 0");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThat(said(new UncheckedIOException(new NoSuchFileException("a/b.nii"))))
                .isEqualTo("sagittal check: a/b.nii: no such file or folder");
    }

    @Test
    void severalLinesBecomeOne() {
        assertThat(said(new IllegalStateException("first\n  second"))).isEqualTo("sagittal check: first second");
    }

    @Test
    void theInsideOfTheJsonReaderIsNotShown() {
        JsonProcessingException broken =
                catchThrowableOfType(JsonProcessingException.class, () -> new ObjectMapper().readTree("[1, 2"));
        assertThat(said(new IllegalArgumentException("plans.json: is not JSON: " + broken.getMessage())))
                .startsWith("sagittal check: plans.json: is not JSON: Unexpected end-of-input")
                .doesNotContain("Source", "REDACTED");
    }

    @Test
    void aFaultOfOursIsCalledOne() {
        assertThat(said(new NullPointerException("x is null"))).contains("a fault of Sagittal", "--stacktrace");
        err.reset();
        assertThat(said(new OutOfMemoryError("Java heap space"))).contains("out of memory", "-j 1");
    }

    @Test
    void cancellingIsNoFailure() {
        assertThat(FailureReport.write(console, "sagittal check", new CancellationException(), true))
                .isEqualTo(130);
        assertThat(err.size()).isZero();
    }

    @Test
    void theTraceIsForThoseWhoAsk() {
        FailureReport.write(console, "sagittal check", new IllegalStateException("no"), true);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("at org.sagittal.cli.FailureReportTest");
    }
}
