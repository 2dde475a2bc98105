package org.sagittal.models.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A loaded TorchScript archive: named methods from tensors to tensors. Several threads may call it at once, as long as no method that
 * changes its state is among the calls.
 */
public final class Program implements AutoCloseable {
    private final Runtime runtime;
    private final PtNDManager manager;
    private final PtSymbolBlock block;

    Program(Runtime runtime, PtNDManager manager, PtSymbolBlock block) {
        this.runtime = runtime;
        this.manager = manager;
        this.block = block;
    }

    /**
     * Runs a method without gradients.
     *
     * @param method its name
     * @param inputs its arguments
     * @return the tensor or tensors it returns; close each
     * @throws EngineException if the engine fails, saying in which method
     */
    public List<Tensor> infer(String method, Tensor... inputs) {
        runtime.prepareThread();
        IValue[] values = Arrays.stream(inputs)
                .map(t -> IValue.from((PtNDArray) t.array()))
                .toArray(IValue[]::new);
        try (IValue result = IValueUtils.runMethod(block, method, values)) {
            return tensors(result.toNDList(manager));
        } catch (RuntimeException e) {
            throw EngineException.in(method, e);
        } finally {
            Arrays.stream(values).forEach(IValue::close);
        }
    }

    /**
     * Runs a method that may take gradients of parameters inside.
     *
     * @param method its name
     * @param inputs its arguments
     * @return the tensor or tensors it returns; close each
     * @throws EngineException if the engine fails, saying in which method
     */
    public List<Tensor> train(String method, Tensor... inputs) {
        runtime.prepareThread();
        try (NDManager names = manager.newSubManager()) {
            // The engine's bridge takes the method's name from an array that is named so and is no argument itself.
            NDArray name = names.create(0f);
            name.setName("module_method:" + method);
            NDList list = new NDList();
            list.add(name);
            for (Tensor input : inputs) {
                list.add(input.array());
            }
            NDList results = IValueUtils.forward(block, list, true);
            results.attach(manager);
            return tensors(results);
        } catch (RuntimeException e) {
            throw EngineException.in(method, e);
        }
    }

    private static List<Tensor> tensors(NDList list) {
        List<Tensor> tensors = new ArrayList<>();
        list.forEach(array -> tensors.add(new Tensor(array)));
        return tensors;
    }

    @Override
    public void close() {
        block.close();
        manager.close();
    }
}
