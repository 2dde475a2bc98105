package org.sagittal.planner.selection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether several sources speak of the same cases, and which ones they lack. */
final class CaseSets {
    private static final int NAMED = 6;

    private CaseSets() {}

    /**
     * Compares.
     *
     * @param cases what the source is called -> ids of its cases
     * @return one clause a source that lacks a case, e.g. {@code "A lacks case_1, case_2"}; empty if all have the same
     */
    static Optional<String> difference(Map<String, ? extends Collection<String>> cases) {
        TreeSet<String> all = new TreeSet<>();
        cases.values().forEach(all::addAll);
        List<String> clauses = new ArrayList<>();
        cases.forEach((name, own) -> {
            TreeSet<String> missing = new TreeSet<>(all);
            missing.removeAll(own);
            if (!missing.isEmpty()) {
                clauses.add(name + " lacks " + named(missing));
            }
        });
        return clauses.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", clauses));
    }

    /**
     * The first few names.
     *
     * @param names any number
     * @return all of a few; of many some, and how many more there are
     */
    static String named(Collection<String> names) {
        String text = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() > NAMED ? text + " and " + (names.size() - NAMED) + " more" : text;
    }
}
