package org.sagittal.planner.exchange.torch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The stack of a pickle machine with its marks. What lies below the latest mark is out of reach until that mark is taken. */
final class PickleStack {
    /** Python's pickler writes batches of 1000 and nests a few dozen deep; a tuple may be longer. */
    private static final int MOST_VALUES = 1_000_000;

    private static final int MOST_MARKS = 10_000;

    private final List<Object> values = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();

    void push(Object value) {
        if (values.size() >= MOST_VALUES) {
            throw new PickleException("more than " + MOST_VALUES + " values wait on its stack; refused");
        }
        values.add(value);
    }

    void mark() {
        if (marks.size() >= MOST_MARKS) {
            throw new PickleException("it is nested deeper than " + MOST_MARKS + " levels; refused");
        }
        marks.push(values.size());
    }

    Object top() {
        require(1);
        return values.get(values.size() - 1);
    }

    Object pop() {
        require(1);
        return values.remove(values.size() - 1);
    }

    /** Takes the last values off, in their order. */
    List<Object> pop(int count) {
        require(count);
        return popFrom(values.size() - count);
    }

    /** Takes everything above the latest mark off, in its order, and the mark. */
    List<Object> popToMark() {
        if (marks.isEmpty()) {
            throw new PickleException("a mark is missing");
        }
        return popFrom(marks.pop());
    }

    private List<Object> popFrom(int from) {
        List<Object> tail = values.subList(from, values.size());
        List<Object> taken = new ArrayList<>(tail);
        tail.clear();
        return taken;
    }

    private void require(int count) {
        int floor = marks.isEmpty() ? 0 : marks.peek();
        if (values.size() - floor < count) {
            throw new PickleException("the stack is empty");
        }
    }
}
