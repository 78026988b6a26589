/** The search part of the address is the state of a screen: a copied link shows the same. */
export type FrameSearch = { readonly sheet?: 'export' | 'shortcuts' };

export type ExperimentsSearch = {
  readonly filter?: string;
  readonly order?: string;
  readonly view?: 'deleted';
  /** `new`, or the id of the experiment whose details are open. */
  readonly show?: string;
};

export type RunsSearch = {
  readonly filter?: string;
  readonly order?: string;
  readonly view?: 'deleted';
  /** The run whose details are open. */
  readonly run?: string;
  readonly tab?: 'artifacts' | 'activity';
  readonly panel?: 'new' | 'experiment';
  /** Chosen columns, such as `metrics.loss,params.C`; left out, the width decides. */
  readonly columns?: string;
};
