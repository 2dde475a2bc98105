package org.sagittal.planner.exchange;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads a pickle of protocol 2, as PyTorch writes it, into plain values: map ({@code LinkedHashMap}), list and tuple ({@code List}), text,
 * {@code Long}, {@code Double}, {@code Boolean}, bytes, null for None, and {@link TorchTensor}. Only the opcodes such files need are known.
 *
 * <p>Source: Python's {@code pickletools} describes the opcodes. Nothing recurses and every length is held against what is left of the
 * file, so neither deep nesting nor lying sizes cost more than the file's own length.
 */
final class PickleMachine {
    private static final Object MARK = new Object();

    private final ByteBuffer in;
    private final Function<List<?>, Object> persistent;
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final List<Object> stack = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();

    private PickleMachine(byte[] pickle, Function<List<?>, Object> persistent) {
        this.in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
        this.persistent = persistent;
    }

    /**
     * Reads one pickle.
     *
     * @param pickle the whole stream
     * @param persistent gives the object of a persistent id, a tuple
     * @return the value, made of the types named above
     * @throws PickleException if the stream is broken or needs more than is known
     */
    static Object read(byte[] pickle, Function<List<?>, Object> persistent) {
        PickleMachine machine = new PickleMachine(pickle, persistent);
        try {
            return machine.run();
        } catch (BufferUnderflowException e) {
            throw new PickleException("it ends in the middle");
        } catch (PickleException e) {
            throw new PickleException(e.getMessage() + " (byte " + machine.in.position() + ")");
        }
    }

    private Object run() {
        while (true) {
            int opcode = in.get() & 0xff;
            if (opcode == '.') {
                return pop();
            }
            if (!(data(opcode) || memory(opcode) || container(opcode) || call(opcode))) {
                throw new PickleException("opcode 0x" + Integer.toHexString(opcode)
                        + " is not among those PyTorch writes in a checkpoint; refused");
            }
        }
    }

    private boolean data(int opcode) {
        switch (opcode) {
            case 0x80 -> requireProtocol(in.get() & 0xff); // PROTO
            case 'N' -> stack.add(null); // NONE
            case 0x88 -> stack.add(true); // NEWTRUE
            case 0x89 -> stack.add(false); // NEWFALSE
            case 'J' -> stack.add((long) in.getInt()); // BININT
            case 'K' -> stack.add(in.get() & 0xffL); // BININT1
            case 'M' -> stack.add(in.getShort() & 0xffffL); // BININT2
            case 0x8a -> stack.add(longValue(bytes(in.get() & 0xff))); // LONG1
            case 'G' -> stack.add(Double.longBitsToDouble(Long.reverseBytes(in.getLong()))); // BINFLOAT, big-endian
            case 'X' -> stack.add(text(in.getInt() & 0xffffffffL)); // BINUNICODE
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean memory(int opcode) {
        switch (opcode) {
            case '(' -> marks.push(stack.size()); // MARK
            case '0' -> pop(); // POP
            case 'q' -> memo.put(in.get() & 0xffL, top()); // BINPUT
            case 'r' -> memo.put(in.getInt() & 0xffffffffL, top()); // LONG_BINPUT
            case 'h' -> stack.add(recall(in.get() & 0xffL)); // BINGET
            case 'j' -> stack.add(recall(in.getInt() & 0xffffffffL)); // LONG_BINGET
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int opcode) {
        switch (opcode) {
            case '}' -> stack.add(new LinkedHashMap<>()); // EMPTY_DICT
            case ']' -> stack.add(new ArrayList<>()); // EMPTY_LIST
            case ')' -> stack.add(List.of()); // EMPTY_TUPLE
            case 't' -> stack.add(tuple(popToMark())); // TUPLE
            case 0x85 -> stack.add(tuple(popCount(1))); // TUPLE1
            case 0x86 -> stack.add(tuple(popCount(2))); // TUPLE2
            case 0x87 -> stack.add(tuple(popCount(3))); // TUPLE3
            case 'a' -> append(popCount(1)); // APPEND
            case 'e' -> append(popToMark()); // APPENDS
            case 's' -> setItems(popCount(2)); // SETITEM
            case 'u' -> setItems(popToMark()); // SETITEMS
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean call(int opcode) {
        switch (opcode) {
            case 'c' -> stack.add(PickleGlobal.of(line(), line())); // GLOBAL
            case 'R' -> reduce(); // REDUCE
            case 'b' -> build(); // BUILD
            case 'Q' -> { // BINPERSID
                if (!(pop() instanceof List<?> id)) {
                    throw new PickleException("a persistent id is no tuple; refused");
                }
                stack.add(persistent.apply(id));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void reduce() {
        Object arguments = pop();
        if (!(pop() instanceof PickleGlobal function)) {
            throw new PickleException("it calls something that is no function; refused");
        }
        stack.add(function.call(arguments));
    }

    private void build() {
        Object state = pop();
        Object target = top();
        if (target instanceof NumpyType type) {
            type.restore(state);
        } else if (!(target instanceof Map && state instanceof Map)) {
            // a state dict carries its _metadata as an attribute, which means nothing here
            throw new PickleException("it restores the state of an object that is not data; refused");
        }
    }

    private void append(List<Object> values) {
        if (!(top() instanceof ArrayList<?>)) {
            throw new PickleException("it appends to something that is no list; refused");
        }
        @SuppressWarnings("unchecked")
        List<Object> list = (List<Object>) top();
        list.addAll(values);
    }

    private void setItems(List<Object> items) {
        if (!(top() instanceof LinkedHashMap<?, ?>) || items.size() % 2 != 0) {
            throw new PickleException("it sets items of something that is no dict; refused");
        }
        @SuppressWarnings("unchecked")
        Map<Object, Object> map = (Map<Object, Object>) top();
        for (int i = 0; i < items.size(); i += 2) {
            Object key = items.get(i);
            if (!(key instanceof String || key instanceof Long || key instanceof Boolean || key instanceof Double)) {
                throw new PickleException("a dict has a key that is neither text nor number; refused");
            }
            map.put(key, items.get(i + 1));
        }
    }

    private Object top() {
        requireDepth(1);
        return stack.get(stack.size() - 1);
    }

    private Object pop() {
        requireDepth(1);
        return stack.remove(stack.size() - 1);
    }

    private List<Object> popToMark() {
        if (marks.isEmpty()) {
            throw new PickleException("a mark is missing");
        }
        return popFrom(marks.pop());
    }

    private List<Object> popCount(int count) {
        requireDepth(count);
        return popFrom(stack.size() - count);
    }

    private List<Object> popFrom(int from) {
        if (from > stack.size()) {
            throw new PickleException("the stack is shorter than its mark");
        }
        List<Object> tail = stack.subList(from, stack.size());
        List<Object> values = new ArrayList<>(tail);
        tail.clear();
        return values;
    }

    private void requireDepth(int count) {
        int floor = marks.isEmpty() ? 0 : marks.peek();
        if (stack.size() - floor < count) {
            throw new PickleException("the stack is empty");
        }
    }

    private static List<Object> tuple(List<Object> values) {
        return Collections.unmodifiableList(values);
    }

    private Object recall(long index) {
        Object value = memo.getOrDefault(index, MARK);
        if (value == MARK) {
            throw new PickleException("memo " + index + " was never set");
        }
        return value;
    }

    private static void requireProtocol(int protocol) {
        if (protocol > 2) {
            throw new PickleException("pickle protocol " + protocol + " is not read; PyTorch writes protocol 2");
        }
    }

    private byte[] bytes(long count) {
        if (count > in.remaining()) {
            throw new PickleException("a value of " + count + " bytes is longer than the rest of the file");
        }
        byte[] bytes = new byte[(int) count];
        in.get(bytes);
        return bytes;
    }

    private String text(long count) {
        return new String(bytes(count), StandardCharsets.UTF_8);
    }

    private String line() {
        int start = in.position();
        while (in.get() != '\n') {
            if (in.position() - start > 1000) {
                throw new PickleException("a name is longer than 1000 bytes; refused");
            }
        }
        return new String(in.array(), start, in.position() - start - 1, StandardCharsets.UTF_8);
    }

    private static Object longValue(byte[] littleEndian) {
        byte[] big = new byte[littleEndian.length];
        for (int i = 0; i < big.length; i++) {
            big[i] = littleEndian[big.length - 1 - i];
        }
        BigInteger value = big.length == 0 ? BigInteger.ZERO : new BigInteger(big);
        if (value.bitLength() > 63) {
            throw new PickleException("a whole number does not fit 64 bits; refused");
        }
        return value.longValue();
    }
}
