package org.sagittal.evaluation.report;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sagittal.evaluation.figure.Drawing;
import org.sagittal.geometry.io.file.WholeFile;

/** Where a page lies: links from it to files, and the figures beside it. */
final class ReportFolder {
    private static final String FIGURES = "figures";
    private static final double PNG_SCALE = 2;

    private final Path folder;
    private final Set<String> taken = new HashSet<>();

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

    /** Writes a drawing as SVG and, where this Java has fonts, as PNG, under a name of its own; gives links to them. */
    String figure(String name, Drawing drawing) {
        String own = ownName(name);
        Path svg = folder.resolve(FIGURES).resolve(own + ".svg");
        WholeFile.writeUnforced(svg, out -> out.write(drawing.svgFile().getBytes(StandardCharsets.UTF_8)));
        List<String> links = new ArrayList<>(List.of(link(svg, "SVG")));
        png(drawing).ifPresent(bytes -> {
            Path png = folder.resolve(FIGURES).resolve(own + ".png");
            WholeFile.writeUnforced(png, out -> out.write(bytes));
            links.add(link(png, "PNG"));
        });
        return String.join(" ", links);
    }

    /** Letters of every script may stand in a file's name; names that become alike by leaving out the rest get a number. */
    private String ownName(String name) {
        String stem = name.replaceAll("[^\\p{L}\\p{M}\\p{N}._-]+", "_");
        try {
            folder.resolve(stem);
        } catch (InvalidPathException e) {
            // The system's locale, e.g. POSIX, knows no such letters.
            stem = stem.replaceAll("[^\\p{ASCII}]+", "_");
        }
        String own = stem;
        for (int number = 2; !taken.add(asDisksCompare(own)); number++) {
            own = stem + "-" + number;
        }
        return own;
    }

    /** Some file systems tell neither capital from small letters nor one way to write an accent from the other. */
    private static String asDisksCompare(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
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
