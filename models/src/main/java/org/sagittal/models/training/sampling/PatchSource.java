package org.sagittal.models.training.sampling;

import java.util.List;

/** The cases that patches are drawn from. */
public interface PatchSource {
    /**
     * The cases, each as likely as the others.
     *
     * @return ids in a fixed order, at least one
     */
    List<String> ids();

    /**
     * Opens a case; asked again and again, by several threads.
     *
     * @param id one of {@link #ids()}
     * @return the case
     */
    PatchCase open(String id);
}
