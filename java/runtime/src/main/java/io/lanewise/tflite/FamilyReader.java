// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;

/** How the operators of one family are said in a file. {@link OperatorReader} has all families. */
interface FamilyReader {

    /**
     * The newest version of a builtin code whose options and types are known: TFLite's own at release 2.21. What an
     * operator means by a type or option that is not supported is refused where it occurs. 0 if the code is none of
     * this family's.
     */
    int newestVersion(int code);

    /**
     * Makes an operator whose code is one of this family's.
     *
     * @throws Problem if it holds what is not supported
     */
    Operator read(OperatorSource source);
}
