package org.sagittal.models.inference;

import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.dataset.LabelScheme;

/**
 * The labels of a case whose sums of logits are too large to be had at once: block after block, in as much memory as the image and the labels
 * leave. A block's labels are those of the whole.
 *
 * <pre>
 *   heap   | image | labels |  sums of a block, the slices at hand  | an eighth free |
 * </pre>
 */
final class BlockPrediction {
    private final SlidingWindow window;
    private final LabelScheme labels;
    private final SumsBudget budget;
    private final LogitPart part;
    private final List<LogitPart> blocks;

    private BlockPrediction(
            SlidingWindow window, LabelScheme labels, SumsBudget budget, LogitPart part, List<LogitPart> blocks) {
        this.window = window;
        this.labels = labels;
        this.budget = budget;
        this.part = part;
        this.blocks = blocks;
    }

    /**
     * Plans the blocks.
     *
     * @param window what computes them
     * @param labels what its channels stand for
     * @param budget how much memory there is
     * @param part what is wanted
     * @return empty if the part fits in one piece into a file, or cannot be cut
     * @throws IllegalStateException if there is no room for the smallest blocks, naming what is needed
     */
    static Optional<BlockPrediction> of(SlidingWindow window, LabelScheme labels, SumsBudget budget, LogitPart part) {
        if (budget.fits(window.sumsBytes(part.source()))) {
            return Optional.empty();
        }
        long beside = besideBytes(window, part);
        long room = budget.roomForBlock(beside);
        List<LogitPart> blocks = BlockCut.of(part, window, room);
        long largest = blocks.stream()
                .mapToLong(block -> BlockCut.bytes(block, window))
                .max()
                .orElseThrow();
        if (blocks.size() == 1 && largest > room) {
            return Optional.empty();
        }
        budget.require(beside + largest);
        return Optional.of(new BlockPrediction(window, labels, budget, part, blocks));
    }

    /** The image as the network sees it, the labels of the part, and the patches of a call. */
    private static long besideBytes(SlidingWindow window, LogitPart part) {
        Shape image = part.restoration().networkShape();
        return window.besideBytes(image) + part.target().shape().voxels() * Short.BYTES;
    }

    /**
     * Runs the network over all blocks.
     *
     * @param channels the image on the network's grid
     * @param progress told after every tile
     * @return the labels of the part; the sums are gone
     */
    LabelVoxels run(List<FloatVoxels> channels, InferenceProgress progress) {
        LabelBlocks found = new LabelBlocks(part.target());
        SumsRoom room = new SumsRoom(budget.ofBlock(), new SpareSums());
        for (int i = 0; i < blocks.size(); i++) {
            int done = i;
            LogitPart block = blocks.get(i);
            LogitSink decoder = (z, logits) -> found.put(block.target(), z, SliceDecoder.ofLogits(labels, logits));
            LogitSink back = LogitResampler.of(labels.segmentationHeads(), block, decoder);
            InferenceProgress ownShare = fraction -> progress.step((done + fraction) / blocks.size());
            window.run(channels, block.source(), room, back, ownShare);
        }
        return found.labels();
    }
}
