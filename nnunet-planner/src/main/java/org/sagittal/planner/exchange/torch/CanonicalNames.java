package org.sagittal.planner.exchange.torch;

import java.util.Optional;

/**
 * State-dict name -> the one name a weight has here. nnU-Net's modules hold the same tensor under up to four names
 * ({@code all_modules.*} beside {@code conv} and {@code norm}, the encoder once more below {@code decoder.encoder}); multi-GPU training
 * and torch.compile put prefixes in front.
 */
final class CanonicalNames {
    private CanonicalNames() {}

    /**
     * The canonical name of a state-dict entry.
     *
     * @param name as stored
     * @return the name without prefixes, or nothing for an alias of another entry
     */
    static Optional<String> of(String name) {
        String bare = name;
        while (bare.startsWith("_orig_mod.") || bare.startsWith("module.")) {
            bare = bare.substring(bare.indexOf('.') + 1);
        }
        boolean alias = bare.startsWith("decoder.encoder.") || bare.contains(".all_modules.");
        return alias ? Optional.empty() : Optional.of(bare);
    }
}
