package org.sagittal.evaluation.report;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sagittal.evaluation.figure.Drawing;
import org.sagittal.geometry.io.WholeFile;

/** Where a page lies: links from it to files, and the figures beside it. */
final class ReportFolder {
    private static final String FIGURES = "figures";
    private static final double PNG_SCALE = 2;

    private final Path folder;

    ReportFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** A link with its words, as HTML; relative, so that a folder with data and report can be moved. */
    String link(Path file, String words) {
        return "<a href=\"" + Html.escape(address(file)) + "\">" + Html.escape(words) + "</a>";
    }

    private String address(Path file) {
        Path target = file.toAbsolutePath().normalize();
        if (!target.getRoot().equals(folder.getRoot())) {
            return target.toUri().toString();
        }
        String path = folder.relativize(target).toString().replace('\\', '/');
        try {
            // With a colon in its first part a path would be taken for a scheme.
            return new URI(null, null, path.startsWith("..") ? path : "./" + path, null).getRawPath();
        } catch (URISyntaxException e) {
            return target.toUri().toString();
        }
    }

    /** Writes a drawing as SVG and, where this Java has fonts, as PNG; gives links to them. */
    String figure(String name, Drawing drawing) {
        String safe = name.replaceAll("[^A-Za-z0-9._-]+", "_");
        Path svg = folder.resolve(FIGURES).resolve(safe + ".svg");
        WholeFile.writeUnforced(svg, out -> out.write(drawing.svgFile().getBytes(StandardCharsets.UTF_8)));
        List<String> links = new ArrayList<>(List.of(link(svg, "SVG")));
        png(drawing).ifPresent(bytes -> {
            Path png = folder.resolve(FIGURES).resolve(safe + ".png");
            WholeFile.writeUnforced(png, out -> out.write(bytes));
            links.add(link(png, "PNG"));
        });
        return String.join(" ", links);
    }

    /** A Java without any font says so by various errors; the SVG is there all the same. */
    private static Optional<byte[]> png(Drawing drawing) {
        try {
            return Optional.of(drawing.png(PNG_SCALE));
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Error | RuntimeException e) {
            return Optional.empty();
        }
    }
}
