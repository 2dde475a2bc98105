package org.sagittal.planner.exchange.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Canonical weight names -> all names nnU-Net's state dict has for them, in its order: nnU-Net loads a checkpoint only if every one is there.
 * The opposite of {@link CanonicalNames}.
 *
 * <p>Reference: nnunet.md 5.6.
 */
public final class StateDictNames {
    /** A block's convolution or norm; transposed convolutions and segmentation layers are no blocks and have one name. */
    private static final Pattern BLOCK_PART = Pattern.compile("(.*)\\.(conv|norm)\\.(weight|bias)");

    private StateDictNames() {}

    /**
     * Names every entry of the state dict.
     *
     * @param canonical names in the network's order: encoder, decoder stages, transposed convolutions, segmentation layers
     * @return stored name -> canonical name, in state-dict order
     */
    public static Map<String, String> of(Set<String> canonical) {
        List<String> encoder =
                canonical.stream().filter(n -> n.startsWith("encoder.")).toList();
        List<String> decoder =
                canonical.stream().filter(n -> !n.startsWith("encoder.")).toList();
        Map<String, String> stored = new LinkedHashMap<>();
        addBlocks(encoder, "", stored);
        addBlocks(encoder, "decoder.", stored);
        addBlocks(decoder, "", stored);
        return stored;
    }

    private static void addBlocks(List<String> names, String prefix, Map<String, String> stored) {
        List<String> block = new ArrayList<>();
        String current = "";
        for (String name : names) {
            Matcher matcher = BLOCK_PART.matcher(name);
            String own = matcher.matches() ? matcher.group(1) : "";
            if (!own.equals(current)) {
                addAliases(block, prefix, stored);
                block.clear();
                current = own;
            }
            stored.put(prefix + name, name);
            if (!own.isEmpty()) {
                block.add(name);
            }
        }
        addAliases(block, prefix, stored);
    }

    private static void addAliases(List<String> block, String prefix, Map<String, String> stored) {
        for (String name : block) {
            Matcher matcher = BLOCK_PART.matcher(name);
            if (matcher.matches()) {
                int index = matcher.group(2).equals("conv") ? 0 : 1;
                stored.put(prefix + matcher.group(1) + ".all_modules." + index + "." + matcher.group(3), name);
            }
        }
    }
}
