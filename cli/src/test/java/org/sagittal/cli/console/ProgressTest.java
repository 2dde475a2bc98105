package org.sagittal.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final AtomicLong nanos = new AtomicLong();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Console console(Terminal terminal) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Console(stream, stream, terminal);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void pass(double seconds) {
        nanos.addAndGet((long) (seconds * 1e9));
    }

    @Test
    void aPipeGetsPlainLinesNowAndThen() {
        Progress progress = new Progress(console(Terminal.NONE), "predict", 4, nanos::get);
        for (int i = 1; i <= 4; i++) {
            pass(6);
            progress.advance("case_" + i);
        }
        progress.close();
        assertThat(said().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly("predict 2/4 0:12 left case_2", "predict 4 in 0:24 case_4");
        assertThat(said()).doesNotContain("\r");
    }

    @Test
    void aTerminalGetsABarThatNeverWraps() {
        Progress progress = new Progress(console(new Terminal(true, 40)), "predict", 2, nanos::get);
        pass(1);
        progress.advance("a case with a very long name indeed");
        progress.close();
        for (String drawn : said().split("[\r\n]+")) {
            assertThat(drawn.stripTrailing().length()).isLessThan(60);
        }
        assertThat(said()).contains("[").contains("1 of 2 in 1.0 s").endsWith(System.lineSeparator());
    }

    @Test
    void quietMeansQuiet() {
        Console console = console(new Terminal(true, 80));
        console.beQuiet();
        Progress progress = new Progress(console, "predict", 1, nanos::get);
        pass(20);
        progress.advance("");
        progress.close();
        assertThat(said()).isEmpty();
    }

    @Test
    void secondsAreReadable() {
        assertThat(Progress.clockFace(7)).isEqualTo("0:07");
        assertThat(Progress.clockFace(750)).isEqualTo("12:30");
        assertThat(Progress.clockFace(11100)).isEqualTo("3:05:00");
    }
}
