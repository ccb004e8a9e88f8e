/** The part of Chromium's DevTools protocol that is used here: https://chromedevtools.github.io/devtools-protocol/ */

interface Nothing {
  readonly [field: string]: never;
}

export interface HeaderEntry {
  readonly name: string;
  readonly value: string;
}

export interface FrameInfo {
  readonly id: string;
  readonly parentId?: string;
  readonly loaderId?: string;
  readonly name?: string;
  readonly url: string;
  readonly securityOrigin: string;
}

export interface PausedRequest {
  readonly requestId: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly postData?: string;
  };
  readonly frameId: string;
  readonly resourceType: string;
  readonly redirectedRequestId?: string;
}

interface EvaluationResult {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: {
    readonly text: string;
    readonly exception?: { readonly description?: string };
  };
}

export interface Bounds {
  readonly left?: number;
  readonly top?: number;
  readonly width?: number;
  readonly height?: number;
  readonly windowState?: 'normal' | 'minimized' | 'maximized' | 'fullscreen';
}

/** Command -> [parameters, result]. */
export interface Commands {
  'Browser.getVersion': [Nothing, { readonly product: string }];
  'Browser.getWindowForTarget': [
    { readonly targetId: string },
    { readonly windowId: number; readonly bounds: Bounds },
  ];
  'Browser.setWindowBounds': [{ readonly windowId: number; readonly bounds: Bounds }, Nothing];
  'Browser.setContentsSize': [
    { readonly windowId: number; readonly width: number; readonly height: number },
    Nothing,
  ];
  'Browser.setPermission': [
    {
      readonly permission: { readonly name: string; readonly sysex?: boolean };
      readonly setting: 'granted' | 'denied';
      readonly origin: string;
    },
    Nothing,
  ];
  'Emulation.setEmulatedMedia': [{ readonly features: readonly HeaderEntry[] }, Nothing];
  'Fetch.enable': [{ readonly patterns: readonly { readonly urlPattern: string }[] }, Nothing];
  'Fetch.continueRequest': [{ readonly requestId: string }, Nothing];
  'Fetch.failRequest': [{ readonly requestId: string; readonly errorReason: string }, Nothing];
  'Fetch.fulfillRequest': [
    {
      readonly requestId: string;
      readonly responseCode: number;
      readonly responseHeaders: readonly HeaderEntry[];
      readonly body: string;
    },
    Nothing,
  ];
  'Inspector.enable': [Nothing, Nothing];
  'Log.enable': [Nothing, Nothing];
  'Page.addScriptToEvaluateOnNewDocument': [
    { readonly source: string; readonly worldName?: string },
    { readonly identifier: string },
  ];
  'Page.bringToFront': [Nothing, Nothing];
  'Page.enable': [Nothing, Nothing];
  'Page.navigate': [{ readonly url: string }, { readonly errorText?: string; readonly loaderId?: string }];
  'Page.setLifecycleEventsEnabled': [{ readonly enabled: boolean }, Nothing];
  'Page.reload': [{ readonly ignoreCache?: boolean }, Nothing];
  'Page.stopLoading': [Nothing, Nothing];
  'Runtime.addBinding': [{ readonly name: string; readonly executionContextName: string }, Nothing];
  'Runtime.enable': [Nothing, Nothing];
  'Runtime.evaluate': [
    {
      readonly expression: string;
      readonly contextId?: number;
      readonly awaitPromise?: boolean;
      readonly returnByValue?: boolean;
      readonly userGesture?: boolean;
    },
    EvaluationResult,
  ];
  'Runtime.runIfWaitingForDebugger': [Nothing, Nothing];
  'Target.closeTarget': [{ readonly targetId: string }, Nothing];
  'Target.createTarget': [
    {
      readonly url: string;
      readonly newWindow?: boolean;
      readonly width?: number;
      readonly height?: number;
    },
    { readonly targetId: string },
  ];
  'Target.setDiscoverTargets': [
    { readonly discover: boolean; readonly filter: readonly { readonly type: string }[] },
    Nothing,
  ];
  'Target.setAutoAttach': [
    {
      readonly autoAttach: boolean;
      readonly waitForDebuggerOnStart: boolean;
      readonly flatten: boolean;
      readonly filter: readonly { readonly type?: string; readonly exclude?: boolean }[];
    },
    Nothing,
  ];
}

/** Event -> parameters. */
export interface Events {
  'Fetch.requestPaused': PausedRequest;
  'Inspector.targetCrashed': Nothing;
  'Log.entryAdded': { readonly entry: { readonly text: string } };
  'Page.domContentEventFired': Nothing;
  'Page.frameAttached': { readonly frameId: string; readonly parentFrameId: string };
  'Page.frameDetached': { readonly frameId: string; readonly reason: 'remove' | 'swap' };
  'Page.frameNavigated': { readonly frame: FrameInfo };
  'Page.frameRequestedNavigation': {
    readonly frameId: string;
    readonly url: string;
    readonly disposition: string;
  };
  'Page.frameStartedLoading': { readonly frameId: string };
  'Page.frameStoppedLoading': { readonly frameId: string };
  'Page.lifecycleEvent': { readonly frameId: string; readonly loaderId: string; readonly name: string };
  'Page.navigatedWithinDocument': { readonly frameId: string; readonly url: string };
  'Page.windowOpen': { readonly url: string; readonly windowName: string };
  'Runtime.bindingCalled': {
    readonly name: string;
    readonly payload: string;
    readonly executionContextId: number;
  };
  'Runtime.executionContextCreated': {
    readonly context: {
      readonly id: number;
      readonly name: string;
      readonly auxData: { readonly frameId: string };
    };
  };
  'Runtime.executionContextDestroyed': { readonly executionContextId: number };
  'Runtime.executionContextsCleared': Nothing;
  'Target.attachedToTarget': {
    readonly sessionId: string;
    readonly targetInfo: { readonly targetId: string; readonly url: string; readonly title: string };
  };
  'Target.detachedFromTarget': { readonly sessionId: string };
  'Target.targetInfoChanged': { readonly targetInfo: { readonly targetId: string; readonly title: string } };
}
