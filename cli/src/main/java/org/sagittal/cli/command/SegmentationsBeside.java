package org.sagittal.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.models.inference.BatchListener;
import org.sagittal.models.inference.CaseOutcome;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.dicom.seg.SegmentDescription;
import org.sagittal.preprocessing.dicom.seg.SegmentationAuthor;
import org.sagittal.preprocessing.dicom.seg.SegmentationWriter;
import org.sagittal.preprocessing.dicom.volume.DicomFormat;

/** Follows a batch, and writes a DICOM segmentation beside each label map as soon as that is there. */
final class SegmentationsBeside implements BatchListener {
    private final BatchListener next;
    private final Map<String, RawCase> cases = new HashMap<>();
    private final Path output;
    private final String ending;
    private final Made made;
    private final List<String> failed = new ArrayList<>();

    /**
     * What is the same for all cases.
     *
     * @param segments what the labels are
     * @param author what makes them
     * @param series which series of a folder
     */
    record Made(List<SegmentDescription> segments, SegmentationAuthor author, Optional<String> series) {}

    /**
     * Makes a follower.
     *
     * @param next follows too
     * @param cases what is predicted
     * @param output folder of the label maps
     * @param ending of the label maps
     * @param made what is the same for all cases
     */
    SegmentationsBeside(BatchListener next, List<RawCase> cases, Path output, String ending, Made made) {
        this.next = next;
        cases.forEach(one -> this.cases.put(one.id(), one));
        this.output = output;
        this.ending = ending;
        this.made = made;
    }

    @Override
    public void started(String id, int index, int total) {
        next.started(id, index, total);
    }

    @Override
    public void progress(String id, double fraction) {
        next.progress(id, fraction);
    }

    @Override
    public void remark(String sentence) {
        next.remark(sentence);
    }

    @Override
    public void finished(CaseOutcome outcome) {
        Path file = output.resolve(outcome.id() + ".dcm");
        boolean due = outcome.status() == CaseOutcome.Status.WRITTEN
                || outcome.status() == CaseOutcome.Status.SKIPPED && Files.notExists(file);
        if (due) {
            try {
                write(cases.get(outcome.id()), file);
            } catch (RuntimeException e) {
                failed.add(outcome.id());
                next.remark("the DICOM segmentation of " + outcome.id() + " was not written: " + e.getMessage());
            }
        }
        next.finished(outcome);
    }

    private void write(RawCase one, Path file) {
        Path labels = output.resolve(one.id() + ending);
        SegmentationWriter.write(
                file,
                VolumeFormats.of(labels).readLabels(labels),
                made.segments(),
                DicomFormat.series(one.images().get(0), made.series()),
                made.author());
    }

    /** Cases whose segmentation could not be written. */
    List<String> failed() {
        return List.copyOf(failed);
    }
}
