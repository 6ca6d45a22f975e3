/** A module as small as can be: one function in the language, one of the host. */
import { EXPRESSION, ExpressionAtom, type Atom } from '@forkspace/spec';
import { operation } from '../library/define.ts';
import { OperationError } from '../reduction/operation.ts';
import type { NativeModule } from './loading.ts';

const swap = operation('skel-swap-pair-native', '(-> ($a $b) ($b $a))', ([pair]) => {
  if (pair?.kind !== EXPRESSION || pair.items.length !== 2)
    throw new OperationError('skel-swap-pair-native expects a pair');
  return new ExpressionAtom([pair.items[1] as Atom, pair.items[0] as Atom]);
});

export const skelModule: NativeModule = {
  name: 'skel',
  operations: () => [['skel-swap-pair-native', swap]],
  source: `
    (@doc skel-swap-pair (@desc "Swaps the items of a pair.") (@params ((@param "A pair"))) (@return "The pair the other way round"))
    (: skel-swap-pair (-> ($a $b) ($b $a)))
    (= (skel-swap-pair ($x $y)) ($y $x))`,
};
