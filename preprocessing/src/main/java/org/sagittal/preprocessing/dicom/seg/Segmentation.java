package org.sagittal.preprocessing.dicom.seg;

import java.util.List;
import org.sagittal.geometry.volume.LabelVolume;

/**
 * A segmentation as its file holds it.
 *
 * @param labels one label a voxel, on the grid that the frames span; where segments overlap, that of the highest number
 * @param segments what the labels are
 * @param overlaps pairs of segments that claim the same voxels, which one label map cannot tell
 */
public record Segmentation(LabelVolume labels, List<SegmentDescription> segments, List<Overlap> overlaps) {
    /**
     * Two segments that claim the same voxels.
     *
     * @param label the one that is hidden there
     * @param by the one that is seen
     * @param voxels how many
     */
    public record Overlap(int label, int by, long voxels) {}

    /** Takes copies. */
    public Segmentation {
        segments = List.copyOf(segments);
        overlaps = List.copyOf(overlaps);
    }
}
