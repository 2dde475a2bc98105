package org.sagittal.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** Which Sagittal this is, as the build wrote it down. */
public final class Version implements IVersionProvider {
    /**
     * Name and version.
     *
     * @return e.g. {@code sagittal 0.1.0}
     */
    public static String text() {
        try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
            if (in == null) {
                return "sagittal (version unknown: version.txt is missing from the jar)";
            }
            return "sagittal " + new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("version.txt could not be read from the jar", e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }
}
