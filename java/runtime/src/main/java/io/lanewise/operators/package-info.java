// SPDX-License-Identifier: Apache-2.0
/** What operators of several families share. */
package io.lanewise.operators;
