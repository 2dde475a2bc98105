package org.sagittal.planner.exchange.torch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads a pickle of protocol 2 to 5 into plain values: map ({@code LinkedHashMap}), list and set ({@code ArrayList}), tuple ({@code List}),
 * text, {@code Long} or {@code BigInteger}, {@code Double}, {@code Boolean}, bytes, null for None, {@link NumpyArray},
 * {@link TorchTensor} and {@link PickleGlobal} for a name that stands for itself. Only the opcodes such files need are known.
 *
 * <p>Source: Python's {@code pickletools} describes the opcodes. Nothing recurses, every length is held against what is left of the file,
 * and every value is charged to a {@link PickleBudget}.
 */
final class PickleMachine {
    private static final int NEWEST_PROTOCOL = 5;
    private static final Map<Integer, String> REFUSED_OPCODES = Map.ofEntries(
            Map.entry(0x69, "INST"),
            Map.entry(0x6f, "OBJ"),
            Map.entry(0x50, "PERSID"),
            Map.entry(0x81, "NEWOBJ"),
            Map.entry(0x92, "NEWOBJ_EX"),
            Map.entry(0x82, "EXT1"),
            Map.entry(0x83, "EXT2"),
            Map.entry(0x84, "EXT4"),
            Map.entry(0x97, "NEXT_BUFFER"),
            Map.entry(0x98, "READONLY_BUFFER"));

    private final PickleBudget budget = new PickleBudget();
    private final PickleInput in;
    private final Function<List<?>, Object> persistent;
    private final PickleStack stack = new PickleStack();
    private final Map<Long, Object> memo = new HashMap<>();

    private PickleMachine(byte[] pickle, Function<List<?>, Object> persistent) {
        this.in = new PickleInput(pickle, budget);
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
        } catch (PickleException e) {
            throw new PickleException(e.getMessage() + " (byte " + machine.in.position() + ")");
        }
    }

    private Object run() {
        while (true) {
            int opcode = in.unsigned8();
            if (opcode == '.') {
                return stack.pop();
            }
            if (!(number(opcode) || text(opcode) || memory(opcode) || container(opcode) || call(opcode))) {
                String name = REFUSED_OPCODES.get(opcode);
                throw new PickleException("opcode 0x" + Integer.toHexString(opcode)
                        + (name == null ? "" : " (" + name + ")")
                        + " is not among those PyTorch writes in a checkpoint; refused");
            }
        }
    }

    private boolean number(int opcode) {
        switch (opcode) {
            case 'N' -> stack.push(null); // NONE
            case 0x88 -> stack.push(true); // NEWTRUE
            case 0x89 -> stack.push(false); // NEWFALSE
            case 'J' -> make((long) in.signed32()); // BININT
            case 'K' -> make((long) in.unsigned8()); // BININT1
            case 'M' -> make((long) in.unsigned16()); // BININT2
            case 0x8a -> make(in.integer(in.unsigned8())); // LONG1
            case 0x8b -> make(in.integer(in.unsigned32())); // LONG4
            case 'G' -> make(in.float64()); // BINFLOAT
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean text(int opcode) {
        switch (opcode) {
            case 0x80 -> requireProtocol(in.unsigned8()); // PROTO
            case 0x95 -> in.frame(); // FRAME
            case 'X' -> make(in.text(in.unsigned32())); // BINUNICODE
            case 0x8c -> make(in.text(in.unsigned8())); // SHORT_BINUNICODE
            case 0x8d -> make(in.text(in.length64())); // BINUNICODE8
            case 'B' -> make(in.bytes(in.unsigned32())); // BINBYTES
            case 'C' -> make(in.bytes(in.unsigned8())); // SHORT_BINBYTES
            case 0x8e, 0x96 -> make(in.bytes(in.length64())); // BINBYTES8, BYTEARRAY8
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean memory(int opcode) {
        switch (opcode) {
            case '(' -> stack.mark(); // MARK
            case '0' -> stack.pop(); // POP
            case '1' -> stack.popToMark(); // POP_MARK
            case '2' -> stack.push(stack.top()); // DUP
            case 'q' -> remember(in.unsigned8()); // BINPUT
            case 'r' -> remember(in.unsigned32()); // LONG_BINPUT
            case 0x94 -> remember(memo.size()); // MEMOIZE
            case 'h' -> stack.push(recall(in.unsigned8())); // BINGET
            case 'j' -> stack.push(recall(in.unsigned32())); // LONG_BINGET
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int opcode) {
        switch (opcode) {
            case '}' -> make(new LinkedHashMap<>()); // EMPTY_DICT
            case ']', 0x8f -> make(new ArrayList<>()); // EMPTY_LIST, EMPTY_SET
            case ')' -> stack.push(List.of()); // EMPTY_TUPLE
            case 't', 0x91 -> make(tuple(stack.popToMark())); // TUPLE, FROZENSET
            case 0x85 -> make(tuple(stack.pop(1))); // TUPLE1
            case 0x86 -> make(tuple(stack.pop(2))); // TUPLE2
            case 0x87 -> make(tuple(stack.pop(3))); // TUPLE3
            case 'a' -> append(stack.pop(1)); // APPEND
            case 'e', 0x90 -> append(stack.popToMark()); // APPENDS, ADDITEMS
            case 's' -> setItems(stack.pop(2)); // SETITEM
            case 'u' -> setItems(stack.popToMark()); // SETITEMS
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean call(int opcode) {
        switch (opcode) {
            case 'c' -> stack.push(PickleGlobal.of(in.line(), in.line())); // GLOBAL
            case 0x93 -> stack.push(stackGlobal(stack.pop(2))); // STACK_GLOBAL
            case 'R' -> reduce(stack.pop(2)); // REDUCE
            case 'b' -> build(stack.pop()); // BUILD
            case 'Q' -> { // BINPERSID
                if (!(stack.pop() instanceof List<?> id)) {
                    throw new PickleException("a persistent id is no tuple; refused");
                }
                make(persistent.apply(id));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void make(Object value) {
        budget.take(PickleBudget.OBJECT);
        stack.push(value);
    }

    private static PickleGlobal stackGlobal(List<Object> names) {
        if (!(names.get(0) instanceof String module) || !(names.get(1) instanceof String name)) {
            throw new PickleException("it asks for a name that is no text; refused");
        }
        return PickleGlobal.of(module, name);
    }

    private void reduce(List<Object> operands) {
        if (!(operands.get(0) instanceof PickleGlobal function)) {
            throw new PickleException("it calls something that is no function; refused");
        }
        make(function.call(operands.get(1), budget));
    }

    private void build(Object state) {
        Object target = stack.top();
        if (target instanceof NumpyType type) {
            type.restore(state);
        } else if (target instanceof NumpyArray array) {
            array.restore(state);
        } else if (!(target instanceof Map && state instanceof Map)) {
            // a state dict carries its _metadata as an attribute, which means nothing here
            throw new PickleException("it restores the state of an object that is not data; refused");
        }
    }

    private void append(List<Object> values) {
        if (!(stack.top() instanceof ArrayList<?>)) {
            throw new PickleException("it appends to something that is no list; refused");
        }
        @SuppressWarnings("unchecked")
        List<Object> list = (List<Object>) stack.top();
        budget.take((long) PickleBudget.PLACE * values.size());
        list.addAll(values);
    }

    private void setItems(List<Object> items) {
        if (!(stack.top() instanceof LinkedHashMap<?, ?>) || items.size() % 2 != 0) {
            throw new PickleException("it sets items of something that is no dict; refused");
        }
        @SuppressWarnings("unchecked")
        Map<Object, Object> map = (Map<Object, Object>) stack.top();
        for (int i = 0; i < items.size(); i += 2) {
            budget.take(PickleBudget.OBJECT);
            map.put(PickleKey.of(items.get(i), budget), items.get(i + 1));
        }
    }

    private List<Object> tuple(List<Object> values) {
        budget.take((long) PickleBudget.PLACE * values.size());
        return Collections.unmodifiableList(values);
    }

    private void remember(long index) {
        budget.take(PickleBudget.OBJECT);
        memo.put(index, stack.top());
    }

    private Object recall(long index) {
        if (!memo.containsKey(index)) {
            throw new PickleException("memo " + index + " was never set");
        }
        return memo.get(index);
    }

    private static void requireProtocol(int protocol) {
        if (protocol > NEWEST_PROTOCOL) {
            throw new PickleException(
                    "pickle protocol " + protocol + " is not read, only those up to " + NEWEST_PROTOCOL);
        }
    }
}
