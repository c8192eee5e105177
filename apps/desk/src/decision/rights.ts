/** What somebody may do with a request as it stands. */
export type Rights = {
  readonly approve: boolean;
  readonly refuse: boolean;
  readonly withdraw: boolean;
  readonly undo: boolean;
  /** Nobody decides what they asked for (录入与审批不得同一人). */
  readonly isOwn: boolean;
};

export type Deed = Exclude<keyof Rights, "isOwn">;
