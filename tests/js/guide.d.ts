/* What the guide's scripts and the theme give to one another through the window. Written once: ESLint reads the names. */
declare var __md_get: any;
declare var __md_set: any;
declare var guideOffers: any;
declare var GuideOffers: any;
declare var GuideAnswer: any;
declare var guideBrief: any;
declare var GuideBrief: any;
declare var guideChanges: any;
declare var figure: any;
declare var guideBank: any;
declare var guideForms: any;
declare var __md_scope: any;
declare var __md_hash: any;
declare var guideBeliefs: any;
declare var guideCards: any;
declare var guidePaths: any;
declare var guideSayings: any;
declare var guideWritten: any;
declare var kit: any;
declare var GuideCard: any;
declare var GuideIndex: any;
declare var GuideList: any;
declare var GuideLookup: any;
declare var GuideMail: any;
declare var GuideMatches: any;
declare var GuideOnward: any;
declare var GuideReader: any;
declare var GuideReaderBeliefs: any;
declare var GuideReaderWords: any;
declare var GuideStart: any;
declare var GuideStore: any;
declare var GuideSure: any;
declare var GuideView: any;
declare var GuideWords: any;

interface Window {
  guideOffers: any;
  GuideOffers: any;
  GuideAnswer: any;
  guideBrief: any;
  GuideBrief: any;
  guideChanges: any;
  figure: any;
  guideBank: any;
  guideForms: any;
  __md_scope: any;
  __md_hash: any;
  GuideCard: any;
  GuideIndex: any;
  GuideList: any;
  GuideLookup: any;
  GuideMail: any;
  GuideMatches: any;
  GuideOnward: any;
  GuideReader: any;
  GuideReaderBeliefs: any;
  GuideReaderWords: any;
  GuideStart: any;
  GuideStore: any;
  GuideSure: any;
  GuideView: any;
  GuideWords: any;
  __md_get: any;
  __md_set: any;
  guideBeliefs: any;
  guideCards: any;
  guidePaths: any;
  guideSayings: any;
  kit: any;
  document$: any;
}

/* A selector tells what kind of element it finds, which the checker cannot read. */
interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}
interface Element {
  closest(selectors: string): any;
}
interface EventTarget {
  closest(selectors: string): any;
}
interface Document {
  getElementById(id: string): any;
}
interface SVGScriptElement {
  src: string;
}

/* The search runs as a worker or in a frame, with one script for both. */
interface Window {
  importScripts: any;
}
