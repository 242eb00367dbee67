// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

/** Whether an instruction's output may lie where an input of the same type and size lies. */
public enum InPlace {
    /** No: outputs lie apart from all inputs. */
    NO,
    /** It may write over an input that nothing reads afterwards: each element is read before it is written. */
    OVERWRITES,
    /** The output is the input: where both lie at one offset nothing is to be done, and the input may be read on. */
    SAME_VALUES
}
