/**
 * What the library asserts: types, rules, documentation, by name. It is read from text when somebody
 * asks for a name; nothing of it is copied into an environment.
 *
 * Rules stand here for every name that the reference defines in MeTTa and a program may look at with
 * `eval` or `match`; most of these names are evaluated natively all the same.
 *
 * Longer than most files because it is one text: the part of the library that is written in the language.
 */

/** `types` and `rules` are source text, `doc` is description, parameters, result. */
export interface PreludeEntry {
  readonly types?: string;
  readonly rules?: string;
  readonly doc?: readonly [description: string, parameters?: readonly string[], result?: string];
}

export const PRELUDE: Readonly<Record<string, PreludeEntry>> = {
  '=': {
    types: '(-> $t $t %Undefined%)',
    doc: [
      'Defines how an expression is reduced.',
      ['What is reduced', 'What it is reduced to'],
      'Not reduced itself',
    ],
  },
  BadType: { types: '(-> Type Type ErrorDescription)' },
  BadArgType: { types: '(-> Number Type Type ErrorDescription)' },
  IncorrectNumberOfArguments: { types: 'ErrorDescription' },
  ErrorType: { types: 'Type', doc: ['The type of errors.'] },
  SpaceType: { types: 'Type', doc: ['The type of spaces.'] },
  Error: {
    types: '(-> Atom Atom ErrorType)',
    doc: ['Makes an error.', ['The atom at fault', 'The reason'], 'The error'],
  },
  return: {
    types: '(-> $t $t)',
    doc: ['Ends the enclosing function.', ['Value of the function'], 'The argument'],
  },
  function: {
    types: '(-> Atom Atom)',
    doc: ['Runs instructions until one returns.', ['Instructions'], 'What is returned'],
  },
  eval: {
    types: '(-> Atom Atom)',
    doc: ['Takes one step of evaluation.', ['What to evaluate'], 'Result of the step'],
  },
  evalc: {
    types: '(-> Atom SpaceType Atom)',
    doc: [
      'Takes one step of evaluation in a space.',
      ['What to evaluate', 'The space'],
      'Result of the step',
    ],
  },
  chain: {
    types: '(-> Atom Variable Atom %Undefined%)',
    doc: [
      'Runs an instruction and puts its result into a template.',
      ['Instruction', 'Variable of the template', 'Template'],
      'Result of the template',
    ],
  },
  unify: {
    types: '(-> Atom Atom Atom Atom %Undefined%)',
    doc: [
      'Branches on whether two atoms unify.',
      ['One atom', 'Another', 'Result if they unify', 'Result if they do not'],
      'Third or fourth argument',
    ],
  },
  'cons-atom': {
    types: '(-> Atom Expression Atom)',
    doc: [
      'Puts an atom before the items of an expression.',
      ['First item', 'Other items'],
      'The longer expression',
    ],
  },
  'decons-atom': {
    types: '(-> Expression Atom)',
    doc: [
      'Takes an expression apart.',
      ['A non-empty expression'],
      'First item and expression of the others',
    ],
  },
  'context-space': {
    types: '(-> SpaceType)',
    doc: ['The space in which evaluation takes place.', [], 'That space'],
  },
  'collapse-bind': {
    types: '(-> Atom Expression)',
    doc: [
      'Collects all results of an instruction with their bindings.',
      ['Instruction'],
      'Pairs of result and bindings',
    ],
  },
  'superpose-bind': {
    types: '(-> Expression Atom)',
    doc: [
      'Gives collected results back as alternatives.',
      ['What collapse-bind gave'],
      'The results',
    ],
  },
  metta: {
    types: '(-> Atom Type SpaceType Atom)',
    doc: ['Evaluates an atom.', ['The atom', 'Type expected', 'The space'], 'Its results'],
  },
  id: {
    types: '(-> $t $t)',
    rules: '(= (id $x) $x)',
    doc: ['Gives its argument.', ['Any value'], 'That value'],
  },
  noeval: {
    types: '(-> Atom Atom)',
    rules: '(= (noeval $x) $x)',
    doc: ['Gives its argument as it is.', ['Any atom'], 'That atom'],
  },
  'atom-subst': {
    types: '(-> Atom Variable Atom Atom)',
    rules:
      '(= (atom-subst $value $name $template) (function (chain (eval (noeval $value)) $name (return $template))))',
    doc: [
      'Replaces a variable in a template.',
      ['Value', 'Variable', 'Template'],
      'The template with the value in it',
    ],
  },
  'if-decons-expr': {
    types: '(-> Expression Variable Variable Atom Atom %Undefined%)',
    rules: `(= (if-decons-expr $list $head $tail $then $else)
      (function (eval (if-equal $list () (return $else)
        (chain (decons-atom $list) $pair (unify $pair ($head $tail) (return $then) (return $else)))))))`,
    doc: [
      'Branches on whether an expression has items.',
      [
        'Expression',
        'Variable for the first item',
        'Variable for the others',
        'Result with items',
        'Result without',
      ],
      'Fourth or fifth argument',
    ],
  },
  'if-error': {
    types: '(-> Atom Atom Atom %Undefined%)',
    rules: `(= (if-error $atom $then $else)
      (function (chain (eval (get-metatype $atom)) $meta
        (eval (if-equal $meta Expression
          (eval (if-equal $atom () (return $else)
            (chain (decons-atom $atom) $pair
              (unify $pair ($head $tail)
                (eval (if-equal $head Error (return $then) (return $else)))
                (return $else)))))
          (return $else))))))`,
    doc: [
      'Branches on whether an atom is an error.',
      ['The atom', 'Result for an error', 'Result otherwise'],
      'Second or third argument',
    ],
  },
  'return-on-error': {
    types: '(-> Atom Atom %Undefined%)',
    rules: `(= (return-on-error $atom $then)
      (function (eval (if-equal $atom Empty (return (return Empty))
        (eval (if-error $atom (return (return $atom)) (return $then)))))))`,
    doc: [
      'Ends the enclosing function if an atom is Empty or an error.',
      ['The atom', 'How to go on otherwise'],
      'The atom or the second argument',
    ],
  },
  switch: {
    types: '(-> %Undefined% Expression %Undefined%)',
    rules: `(= (switch $atom $cases)
      (function (chain (decons-atom $cases) $list
        (chain (eval (switch-internal $atom $list)) $result
          (chain (eval (if-equal $result NotReducible Empty $result)) $x (return $x))))))`,
    doc: [
      'Takes the first case whose pattern fits a value.',
      ['The value', 'Pairs of pattern and result'],
      'Result of that case',
    ],
  },
  'switch-minimal': {
    types: '(-> Atom Expression Atom)',
    rules: `(= (switch-minimal $atom $cases)
      (function (chain (decons-atom $cases) $list
        (chain (eval (switch-internal $atom $list)) $result
          (chain (eval (if-equal $result NotReducible Empty $result)) $x (return $x))))))`,
    doc: [
      'Like switch, but the result is not evaluated.',
      ['The value', 'Pairs of pattern and result'],
      'Result of the case that fits',
    ],
  },
  'switch-internal': {
    types: '(-> Atom Expression Atom)',
    rules: `(= (switch-internal $atom (($pattern $template) $tail))
      (function (unify $atom $pattern (return $template)
        (chain (eval (switch-minimal $atom $tail)) $result (return $result)))))`,
    doc: [
      'Tries one case of switch.',
      ['The value', 'The case and those after it'],
      'Result of the case that fits',
    ],
  },
  'is-function': {
    types: '(-> Type Bool)',
    rules: `(= (is-function $type)
      (function (chain (eval (get-metatype $type)) $meta
        (eval (switch-minimal ($type $meta) (
          (($type Expression)
            (chain (decons-atom $type) $pair
              (unify $pair ($head $tail)
                (unify $head -> (return True) (return False))
                (return (Error (is-function $type) "is-function non-empty expression as an argument")))))
          (($type $meta) (return False))))))))`,
    doc: ['Tells whether a type is that of a function.', ['The type'], 'True or False'],
  },
  'type-cast': {
    rules: `(= (type-cast $atom $type $space)
      (function (chain (eval (get-metatype $atom)) $meta
        (eval (if-equal $type $meta (return $atom)
          (chain (eval (collapse-bind (eval (get-type $atom $space)))) $pairs
            (chain (eval (map-atom $pairs $pair (eval (first-from-pair $pair)))) $types
              (chain (eval (foldl-atom $types False $a $b (eval (match-type-or $a $b $type)))) $fits
                (eval (if $fits (return $atom) (return (Error $atom BadType)))))))))))) `,
    doc: [
      'Gives an atom if it can have a type.',
      ['The atom', 'The type', 'The space'],
      'The atom or an error',
    ],
  },
  'match-types': {
    rules: `(= (match-types $one $other $then $else)
      (function (eval (if-equal $one %Undefined% (return $then)
        (eval (if-equal $other %Undefined% (return $then)
          (eval (if-equal $one Atom (return $then)
            (eval (if-equal $other Atom (return $then)
              (unify $one $other (return $then) (return $else)))))))))))) `,
    doc: [
      'Branches on whether two types go together.',
      ['One type', 'Another', 'Result if they do', 'Result if not'],
      'Third or fourth argument',
    ],
  },
  'first-from-pair': {
    rules: `(= (first-from-pair $pair)
      (function (unify $pair ($first $second) (return $first)
        (return (Error (first-from-pair $pair) "incorrect pair format")))))`,
    doc: ['The first of two.', ['A pair'], 'Its first item'],
  },
  'match-type-or': {
    rules: `(= (match-type-or $so-far $one $other)
      (function (chain (eval (match-types $one $other True False)) $matched
        (chain (eval (or $so-far $matched)) $result (return $result)))))`,
    doc: [
      'Adds a comparison of types to what was found so far.',
      ['Found so far', 'One type', 'Another'],
      'True or False',
    ],
  },
  'filter-atom': {
    types: '(-> Expression Variable Atom Expression)',
    rules: `(= (filter-atom $list $name $test)
      (function (eval (if-decons-expr $list $head $tail
        (chain (eval (filter-atom $tail $name $test)) $rest
          (chain (eval (atom-subst $head $name $test)) $instance
            (chain (context-space) $space
              (chain (metta $instance Bool $space) $passes
                (eval (if $passes
                  (chain (cons-atom $head $rest) $result (return $result))
                  (return $rest)))))))
        (return ())))))`,
    doc: [
      'The items that pass a test.',
      ['Items', 'Variable of the test', 'Test'],
      'Expression of those items',
    ],
  },
  'map-atom': {
    types: '(-> Expression Variable Atom Expression)',
    rules: `(= (map-atom $list $name $template)
      (function (eval (if-decons-expr $list $head $tail
        (chain (eval (map-atom $tail $name $template)) $rest
          (chain (eval (atom-subst $head $name $template)) $instance
            (chain $instance $mapped
              (chain (cons-atom $mapped $rest) $result (return $result)))))
        (return ())))))`,
    doc: [
      'A template applied to each item.',
      ['Items', 'Variable of the template', 'Template'],
      'Expression of the results',
    ],
  },
  'foldl-atom': {
    types: '(-> Expression Atom Variable Variable Atom %Undefined%)',
    doc: [
      'Combines all items, from the left.',
      [
        'Items',
        'Value to start with',
        'Variable for the value so far',
        'Variable for the item',
        'Template',
      ],
      'Value at the end',
    ],
  },
  if: {
    types: '(-> Bool Atom Atom $t)',
    rules: '(= (if True $then $else) $then) (= (if False $then $else) $else)',
    doc: [
      'Replace itself by one of the arguments depending on condition.',
      ['Boolean condition', 'Result when condition is True', 'Result when condition is False'],
      'Second or third argument',
    ],
  },
  let: {
    types: '(-> Atom %Undefined% Atom %Undefined%)',
    rules: '(= (let $pattern $atom $template) (unify $atom $pattern $template Empty))',
    doc: [
      'Unifies a pattern with a value and goes on.',
      ['Pattern', 'Value', 'How to go on'],
      'Third argument, or nothing',
    ],
  },
  'let*': {
    types: '(-> Expression Atom %Undefined%)',
    rules: `(= (let* $pairs $template)
      (function (eval (if-decons-expr $pairs ($pattern $atom) $tail
        (return (let $pattern $atom (let* $tail $template)))
        (return $template)))))`,
    doc: [
      'Several let, one in the other.',
      ['Pairs of pattern and value', 'How to go on'],
      'Second argument, or nothing',
    ],
  },
  'add-reduct': {
    types: '(-> SpaceType %Undefined% (->))',
    rules: '(= (add-reduct $space $atom) (add-atom $space $atom))',
    doc: ['Evaluates an atom and adds it to a space.', ['The space', 'The atom'], 'Unit'],
  },
  'add-reducts': {
    types: '(-> SpaceType %Undefined% (->))',
    rules:
      '(= (add-reducts $space $atoms) (foldl-atom $atoms () $done $atom (add-atom $space $atom)))',
    doc: [
      'Evaluates atoms and adds them to a space.',
      ['The space', 'Expression of the atoms'],
      'Unit',
    ],
  },
  'add-atoms': {
    types: '(-> SpaceType Expression (->))',
    rules:
      '(= (add-atoms $space $atoms) (foldl-atom $atoms () $done $atom (add-atom $space $atom)))',
    doc: ['Adds atoms to a space.', ['The space', 'Expression of the atoms'], 'Unit'],
  },
  'car-atom': {
    types: '(-> Expression %Undefined%)',
    rules: `(= (car-atom $list) (function (eval (if-decons-expr $list $head $_ (return $head)
      (return (Error (car-atom $list) "car-atom expects a non-empty expression as an argument"))))))`,
    doc: ['The first item.', ['A non-empty expression'], 'Its first item'],
  },
  'cdr-atom': {
    types: '(-> Expression Expression)',
    rules: `(= (cdr-atom $list) (function (eval (if-decons-expr $list $_ $tail (return $tail)
      (return (Error (cdr-atom $list) "cdr-atom expects a non-empty expression as an argument"))))))`,
    doc: ['All items but the first.', ['A non-empty expression'], 'Expression of the others'],
  },
  quote: {
    types: '(-> Atom Atom)',
    rules: '(= (quote $atom) NotReducible)',
    doc: ['Keeps an atom from being evaluated.', ['The atom'], 'The quoted atom'],
  },
  unquote: {
    types: '(-> %Undefined% %Undefined%)',
    rules: '(= (unquote (quote $atom)) $atom)',
    doc: ['Lets a quoted atom be evaluated.', ['A quoted atom'], 'The atom'],
  },
  empty: {
    rules: '(= (empty) Empty)',
    doc: ['Gives no result.', [], 'Nothing'],
  },
  unique: {
    types: '(-> Atom %Undefined%)',
    rules:
      '(= (unique $atom) (let $all (collapse $atom) (let $set (unique-atom $all) (superpose $set))))',
    doc: ['Each of several results once.', ['What gives the results'], 'The different results'],
  },
  union: {
    types: '(-> Atom Atom %Undefined%)',
    rules: `(= (union $one $other) (let $a (collapse $one) (let $b (collapse $other)
      (let $all (union-atom $a $b) (superpose $all)))))`,
    doc: ['The results of both.', ['What gives results', 'What gives others'], 'All of them'],
  },
  intersection: {
    types: '(-> Atom Atom %Undefined%)',
    rules: `(= (intersection $one $other) (let $a (collapse $one) (let $b (collapse $other)
      (let $all (intersection-atom $a $b) (superpose $all)))))`,
    doc: [
      'The results common to both.',
      ['What gives results', 'What gives others'],
      'Those in both',
    ],
  },
  subtraction: {
    types: '(-> Atom Atom %Undefined%)',
    rules: `(= (subtraction $one $other) (let $a (collapse $one) (let $b (collapse $other)
      (let $all (subtraction-atom $a $b) (superpose $all)))))`,
    doc: [
      'The results of one without those of another.',
      ['What gives results', 'What gives those to leave out'],
      'The rest',
    ],
  },
  'new-state': {
    types: '(-> $t (StateMonad $t))',
    doc: ['Makes a state cell.', ['Its value'], 'The cell'],
  },
  collapse: {
    types: '(-> Atom Atom)',
    doc: [
      'All results as one expression.',
      ['What gives the results'],
      'Expression of the results',
    ],
  },
  case: {
    types: '(-> Atom Expression %Undefined%)',
    rules: `(= (case $atom $cases)
      (function (chain (context-space) $space
        (chain (collapse-bind (metta $atom %Undefined% $space)) $results
          (unify $results ()
            (chain (eval (switch-minimal Empty $cases)) $result (return $result))
            (chain (superpose-bind $results) $value
              (chain (eval (switch-minimal $value $cases)) $result (return $result))))))))`,
    doc: [
      'Takes, for each result, the first case whose pattern fits; Empty stands for no result.',
      ['What gives the results', 'Pairs of pattern and result'],
      'Results of the cases',
    ],
  },
  assertEqual: {
    types: '(-> Atom Atom (->))',
    doc: ['Compares the results of two atoms.', ['One', 'The other'], 'Unit or an error'],
  },
  assertEqualMsg: {
    types: '(-> Atom Atom Atom (->))',
    doc: ['Like assertEqual, with a message.', ['One', 'The other', 'Message'], 'Unit or an error'],
  },
  assertAlphaEqual: {
    types: '(-> Atom Atom (->))',
    doc: ['Compares results up to names of variables.', ['One', 'The other'], 'Unit or an error'],
  },
  assertAlphaEqualMsg: {
    types: '(-> Atom Atom Atom (->))',
    doc: [
      'Like assertAlphaEqual, with a message.',
      ['One', 'The other', 'Message'],
      'Unit or an error',
    ],
  },
  assertEqualToResult: {
    types: '(-> Atom Atom (->))',
    doc: [
      'Compares results with those listed.',
      ['What gives the results', 'Expression of what is expected'],
      'Unit or an error',
    ],
  },
  assertEqualToResultMsg: {
    types: '(-> Atom Atom Atom (->))',
    doc: [
      'Like assertEqualToResult, with a message.',
      ['What gives the results', 'Expression of what is expected', 'Message'],
      'Unit or an error',
    ],
  },
  assertAlphaEqualToResult: {
    types: '(-> Atom Atom (->))',
    doc: [
      'Compares results with those listed, up to names of variables.',
      ['What gives the results', 'Expression of what is expected'],
      'Unit or an error',
    ],
  },
  assertAlphaEqualToResultMsg: {
    types: '(-> Atom Atom Atom (->))',
    doc: [
      'Like assertAlphaEqualToResult, with a message.',
      ['What gives the results', 'Expression of what is expected', 'Message'],
      'Unit or an error',
    ],
  },
  assertIncludes: {
    types: '(-> Atom Expression (->))',
    doc: [
      'Checks that results are among others.',
      ['What gives the results', 'Expression of what must be among them'],
      'Unit or an error',
    ],
  },
  assert: {
    types: '(-> Atom (->))',
    doc: ['Checks that something is True.', ['The claim'], 'Unit or an error'],
  },
  '@doc': {
    types:
      '(-> Atom DocDescription DocInformal) (-> Atom DocDescription DocParameters DocReturnInformal DocInformal)',
    doc: [
      'Documents an atom.',
      ['The atom', 'Its description', 'Its parameters', 'Its result'],
      'Documentation',
    ],
  },
  '@desc': {
    types: '(-> String DocDescription)',
    doc: ['A description.', ['Text'], 'Description'],
  },
  '@param': {
    types: '(-> String DocParameterInformal) (-> DocType DocDescription DocParameter)',
    doc: ['A parameter.', ['Text'], 'Parameter'],
  },
  '@params': {
    types: '(-> Expression DocParameters)',
    doc: ['The parameters.', ['Expression of parameters'], 'Parameters'],
  },
  '@return': {
    types: '(-> String DocReturnInformal) (-> DocType DocDescription DocReturn)',
    doc: ['A result.', ['Text'], 'Result'],
  },
  '@doc-formal': {
    types:
      '(-> DocItem DocKindFunction DocType DocDescription DocParameters DocReturn DocFormal) (-> DocItem DocKindAtom DocType DocDescription DocFormal) (-> DocItem DocKindFunction DocType DocDescription DocFormal)',
    doc: [
      'Documentation with types, as get-doc gives it.',
      ['Item', 'Kind', 'Type', 'Description', 'Parameters', 'Result'],
      'Documentation',
    ],
  },
  '@item': {
    types: '(-> Atom DocItem)',
    doc: ['The atom that is documented.', ['The atom'], 'Item'],
  },
  '@type': {
    types: '(-> Type DocType)',
    doc: ['The type of what is documented.', ['The type'], 'Type'],
  },
  'get-doc': {
    types: '(-> SpaceType Atom %Undefined%)',
    doc: ['Documentation of an atom.', ['The space', 'The atom'], 'Its documentation'],
  },
  'get-doc-single-atom': { types: '(-> SpaceType Atom %Undefined%)' },
  'get-doc-function': { types: '(-> SpaceType Atom Type %Undefined%)' },
  'get-doc-atom': { types: '(-> SpaceType Atom %Undefined%)' },
  'get-doc-params': {
    types: '(-> Expression Atom Expression (Expression Atom))',
    rules: `(= (get-doc-params $params $ret $types)
      (let $type (car-atom $types) (let $more-types (cdr-atom $types)
        (if (== () $params)
          (let (@return $text) $ret (() (@return (@type $type) (@desc $text))))
          (let (@param $text) (car-atom $params)
            (let $more (cdr-atom $params)
              (let ($rest $result) (get-doc-params $more $ret $more-types)
                (let $all (cons-atom (@param (@type $type) (@desc $text)) $rest) ($all $result)))))))))`,
  },
  'undefined-doc-function-type': {
    types: '(-> Expression Type)',
    rules: `(= (undefined-doc-function-type $params)
      (if (== () $params) (%Undefined%)
        (let $more (cdr-atom $params) (let $rest (undefined-doc-function-type $more) (cons-atom %Undefined% $rest)))))`,
  },
  'help!': {
    types: '(-> Atom (->)) (-> (->))',
    doc: ['Prints documentation: of an atom, or of all the library.', ['The atom'], 'Unit'],
  },
  'help-internal!': { types: '(-> Atom (->)) (-> Symbol (->))' },
  'help-param!': {
    types: '(-> Atom (->))',
    rules: `(= (help-param! $param) (let (@param (@type $type) (@desc $text)) $param
      (println! (format-args "  {} {}" ((type $type) $text)))))`,
  },
  'help-space!': {
    types: '(-> SpaceType (->))',
    doc: ['Prints the documentation that a space holds.', ['The space'], 'Unit'],
  },
  'for-each-in-atom': {
    types: '(-> Expression Atom (->))',
    rules: `(= (for-each-in-atom $list $do)
      (if (noreduce-eq $list ()) ()
        (let $head (car-atom $list) (let $tail (cdr-atom $list)
          (let $_ ($do $head) (for-each-in-atom $tail $do))))))`,
    doc: ['Applies a function to each item.', ['Items', 'Function'], 'Unit'],
  },
  'noreduce-eq': {
    types: '(-> Atom Atom Bool)',
    rules: '(= (noreduce-eq $a $b) (== (quote $a) (quote $b)))',
    doc: ['Compares atoms without evaluating them.', ['One', 'Another'], 'True or False'],
  },
  transaction: {
    types: '(-> Atom %Undefined%)',
    doc: ['Keeps what an evaluation did only if it succeeds.', ['What to evaluate'], 'Its results'],
  },
  seq: {
    doc: [
      'Evaluates steps in order; (= …) and (: …) among them are definitions.',
      ['Steps'],
      'Results of the last step',
    ],
  },
  par: {
    doc: [
      'Evaluates each argument on a fork of its own and unites the forks in order.',
      ['Branches'],
      'Their results, in order',
    ],
  },
  hyperpose: {
    types: '(-> Expression %Undefined%)',
    doc: [
      'Like superpose, but each item is evaluated on a fork of its own, as by par.',
      ['Items'],
      'Their results, in order',
    ],
  },
  race: {
    doc: [
      'Tries branches in order, each on a fork, and keeps the first that succeeds.',
      ['Branches'],
      'Results of that branch',
    ],
  },
  once: {
    types: '(-> Atom %Undefined%)',
    doc: [
      'The first result; alternatives after it are not tried.',
      ['What gives results'],
      'The first',
    ],
  },
  progn: { doc: ['The same as seq.', ['Steps'], 'Results of the last step'] },
};
