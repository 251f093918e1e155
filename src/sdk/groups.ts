/**
 * The calls by the nouns under which a program looks for them: `client.users.create` is `client.createUser`. Every call
 * stands here once.
 */
export const METHOD_GROUPS = {
  session: { signIn: 'signIn' },
  console: {
    waysToSignIn: 'listSignInWays',
    signIn: 'signInWithPassword',
    signInWithLink: 'signInWithLink',
    me: 'readMe',
    changePassword: 'changePassword',
    signOut: 'signOut',
    signOutEverywhere: 'signOutEverywhere',
  },
  operators: {
    list: 'listOperators',
    add: 'addOperator',
    update: 'updateOperator',
    link: 'linkOperator',
  },
  tokens: { list: 'listTokens', create: 'createToken', revoke: 'revokeToken' },
  removalLimits: { read: 'readRemovalLimits', replace: 'replaceRemovalLimits' },
  terms: { read: 'readTerms', replace: 'replaceTerms' },
  customer: { read: 'readCustomer' },
  organisations: {
    search: 'searchOrganisations',
    page: 'pageOrganisations',
    read: 'readOrganisation',
    aimStatuses: 'listAimStatuses',
    learnerStatuses: 'listLearnerStatuses',
    standards: 'listAssignedStandards',
    list: 'listOrganisations',
    add: 'addOrganisation',
    replace: 'replaceOrganisation',
  },
  classrooms: {
    search: 'searchClassrooms',
    page: 'pageClassrooms',
    read: 'readClassroom',
    create: 'createClassroom',
    update: 'updateClassroom',
    list: 'listClassrooms',
    add: 'addClassroom',
    replace: 'replaceClassroom',
  },
  placements: {
    search: 'searchPlacements',
    page: 'pagePlacements',
    read: 'readPlacement',
    create: 'createPlacement',
    update: 'updatePlacement',
    list: 'listPlacements',
    add: 'addPlacement',
    replace: 'replacePlacement',
  },
  providers: {
    search: 'searchProviders',
    page: 'pageProviders',
    read: 'readProvider',
    create: 'createProvider',
    update: 'updateProvider',
  },
  users: {
    search: 'searchUsers',
    page: 'pageUsers',
    read: 'readUser',
    create: 'createUser',
    update: 'updateUser',
    delete: 'deleteUser',
    takeBackDeletion: 'takeBackDeletion',
    archive: 'archiveUser',
    unarchive: 'unarchiveUser',
    assign: 'assignUser',
    assignPlacement: 'assignPlacement',
    caseload: 'listUserCaseload',
    setTarget: 'setTarget',
    setCompetences: 'setCompetences',
    competences: 'readCompetences',
    link: 'linkUser',
  },
  people: { search: 'searchPeople', named: 'namePeople' },
  learners: {
    list: 'listLearners',
    assignments: 'listLearnerAssignments',
    unitSummaries: 'listUnitSummaries',
    offTheJob: 'readOffTheJob',
    timesheet: 'readTimesheet',
  },
  standards: {
    search: 'searchStandards',
    page: 'pageStandards',
    read: 'readStandard',
    assign: 'assignStandard',
    list: 'listStandards',
    add: 'addStandard',
    replace: 'replaceStandard',
  },
  units: {
    search: 'searchUnits',
    page: 'pageUnits',
    read: 'readUnit',
    assign: 'assignUnit',
    list: 'listUnits',
    add: 'addUnit',
    replace: 'replaceUnit',
  },
  templates: {
    search: 'searchTemplates',
    assign: 'assignTemplate',
    list: 'listTemplates',
    add: 'addTemplate',
    replace: 'replaceTemplate',
  },
  aims: { search: 'searchAims', page: 'pageAims', read: 'readAim', update: 'updateAim' },
  unitSummaries: { page: 'pageUnitSummaries', list: 'listUnitsHeld' },
  reviews: { search: 'searchReviews', page: 'pageReviews', read: 'readReview', create: 'createReview' },
  plans: { search: 'searchPlans', page: 'pagePlans', read: 'readPlan' },
  visits: { create: 'createVisit' },
  changes: { request: 'requestChanges', list: 'listChanges' },
  runs: { list: 'listRuns', read: 'readRun', undo: 'undoRun' },
  planned: {
    list: 'listPlannedRuns',
    read: 'readPlannedRun',
    amend: 'amendPlannedRun',
    takeBack: 'takeBackPlannedRun',
    carryOut: 'carryOutWaiting',
  },
  assignments: { list: 'listAssignments', at: 'listAssignmentsAt' },
  accounts: { list: 'listAccounts' },
  caseloads: {
    list: 'listCaseloads',
    transfer: 'transferCaseload',
    leave: 'planLeaver',
    allocate: 'allocateLearners',
  },
  coverage: { list: 'listCoverage', months: 'listCoverageMonths', doubles: 'listDoubles' },
  webhooks: {
    list: 'listWebhooks',
    add: 'addWebhook',
    remove: 'removeWebhook',
    test: 'testWebhook',
    message: 'readMessage',
    failed: 'listFailedMessages',
    retry: 'retryMessages',
    replay: 'replayWebhook',
  },
  notices: { tellOfPlan: 'tellOfPlan' },
  evidence: { read: 'readEvidence', make: 'makeEvidence', list: 'listEvidence', chain: 'followChain' },
  workbooks: { make: 'makeWorkbook', list: 'listWorkbooks' },
  streams: { list: 'listStreams', read: 'readStream', append: 'appendToStream', delete: 'deleteStream' },
  imports: {
    list: 'listImports',
    plans: 'listKeptPlans',
    create: 'createImport',
    read: 'readImport',
    delete: 'deleteImport',
    addPiece: 'addImportPiece',
    plan: 'planImport',
    setMapping: 'setImportMapping',
    sheets: 'listImportSheets',
    changes: 'listImportChanges',
    notes: 'listImportNotes',
    questions: 'listImportQuestions',
    answer: 'answerImport',
    apply: 'applyImport',
    outcomes: 'listImportOutcomes',
    undo: 'undoImport',
    document: 'readImportDocument',
  },
  mappings: { list: 'listMappings' },
  columns: { list: 'listColumns' },
  syncRuns: { list: 'listSyncRuns', read: 'readSyncRun', problems: 'listSyncProblems' },
} as const

/** Methods by noun and verb, of methods by name. */
type Grouped<C> = {
  readonly [G in keyof typeof METHOD_GROUPS]: {
    readonly [V in keyof (typeof METHOD_GROUPS)[G]]: (typeof METHOD_GROUPS)[G][V] extends keyof C
      ? C[(typeof METHOD_GROUPS)[G][V]]
      : never
  }
}

/** Adds the groups to the methods; a verb is the very same method as its flat name. */
export function groupMethods<C extends object>(flat: C): C & Grouped<C> {
  const methods = new Map<string, unknown>(Object.entries(flat))
  const groups = Object.entries(METHOD_GROUPS).map(([group, verbs]) => [
    group,
    Object.fromEntries(Object.entries<string>(verbs).map(([verb, name]) => [verb, methods.get(name)])),
  ])
  return { ...flat, ...(Object.fromEntries(groups) as Grouped<C>) }
}
