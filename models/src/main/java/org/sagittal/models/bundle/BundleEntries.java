package org.sagittal.models.bundle;

/** What the entries of a bundle are called. */
final class BundleEntries {
    static final String DATASET = "dataset.json";
    static final String CARD = "card.md";
    static final String LICENCE = "LICENSE";

    private BundleEntries() {}

    static String recipe(String member) {
        return member + "/recipe.json";
    }

    static String weights(String member, String fold) {
        return member + "/fold_" + fold + ".safetensors";
    }

    /** Whether an entry is a file that came along as it was; the others are made by whoever writes a bundle. */
    static boolean isDocument(String name) {
        return !name.equals(BundleContainer.MANIFEST)
                && !name.equals(CARD)
                && !name.equals(LICENCE)
                && !name.endsWith("/recipe.json")
                && !name.endsWith(".safetensors");
    }
}
