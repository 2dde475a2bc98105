package org.sagittal.planner.exchange;

import org.sagittal.models.inference.Postprocessing;
import org.sagittal.models.script.PickleWriter;

/**
 * {@code postprocessing.pkl}, what {@code nnUNetv2_apply_postprocessing} loads. It names nnU-Net's own function and holds no other code;
 * Sagittal reads the {@code postprocessing.json} beside it.
 *
 * <p>Reference: nnunet.md 8.3.
 */
public final class PostprocessingPickle {
    private PostprocessingPickle() {}

    /**
     * Spells steps for nnU-Net.
     *
     * @param postprocessing the steps
     * @return a tuple of a list of functions and a list of their arguments
     */
    public static byte[] of(Postprocessing postprocessing) {
        PickleWriter pickle = new PickleWriter().mark().emptyList().mark();
        for (int i = 0; i < postprocessing.steps().size(); i++) {
            pickle.global(
                    "nnunetv2.postprocessing.remove_connected_components",
                    "remove_all_but_largest_component_from_segmentation");
        }
        pickle.appends().emptyList().mark();
        for (Postprocessing.KeepLargest step : postprocessing.steps()) {
            pickle.emptyDict().mark().string("labels_or_regions");
            if (step.list()) {
                pickle.emptyList().mark();
                step.labels().forEach(pickle::integer);
                pickle.appends();
            } else {
                pickle.integer(step.labels().get(0));
            }
            pickle.setItems();
        }
        return pickle.appends().tuple().finish();
    }
}
