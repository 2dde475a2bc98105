package org.sagittal.evaluation.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sagittal.evaluation.batch.CasePair;
import org.sagittal.geometry.volume.IntensityVolume;
import org.sagittal.geometry.volume.LabelVolume;

/**
 * What the page shows beside the scores.
 *
 * @param labels reads the labels of the worst cases again, to draw their outlines
 * @param images gives a case's image on the grid of its reference, if there is one
 * @param imageFiles where that image lies, to link to it
 * @param worstCases how many cases are drawn, 0 for none
 * @param sections parts the caller brings along, in order
 */
public record ReportOptions(
        Function<Path, LabelVolume> labels,
        Function<CasePair, Optional<IntensityVolume>> images,
        Function<CasePair, Optional<Path>> imageFiles,
        int worstCases,
        List<ReportSection> sections) {
    private static final int DRAWN = 6;

    /** Takes a copy and refuses a negative number of cases. */
    public ReportOptions {
        sections = List.copyOf(sections);
        if (worstCases < 0) {
            throw new IllegalArgumentException("worstCases must be at least 0, got " + worstCases);
        }
    }

    /**
     * Outlines without an image below.
     *
     * @param labels reads a label file
     * @return the options
     */
    public static ReportOptions outlines(Function<Path, LabelVolume> labels) {
        return new ReportOptions(labels, pair -> Optional.empty(), pair -> Optional.empty(), DRAWN, List.of());
    }

    /**
     * Tables only.
     *
     * @return the options
     */
    public static ReportOptions tables() {
        return new ReportOptions(
                path -> {
                    throw new IllegalStateException("no case is drawn, yet " + path + " is asked for");
                },
                pair -> Optional.empty(),
                pair -> Optional.empty(),
                0,
                List.of());
    }

    /**
     * These options with images below the outlines.
     *
     * @param given an image on the grid of the reference; one of another shape is left out
     * @return the options
     */
    public ReportOptions withImages(Function<CasePair, Optional<IntensityVolume>> given) {
        return new ReportOptions(labels, given, imageFiles, worstCases, sections);
    }

    /**
     * These options with links to images.
     *
     * @param given where a case's image lies
     * @return the options
     */
    public ReportOptions withImageFiles(Function<CasePair, Optional<Path>> given) {
        return new ReportOptions(labels, images, given, worstCases, sections);
    }

    /**
     * These options with more parts.
     *
     * @param brought shown after the scores, in order
     * @return the options
     */
    public ReportOptions withSections(List<ReportSection> brought) {
        return new ReportOptions(labels, images, imageFiles, worstCases, brought);
    }
}
