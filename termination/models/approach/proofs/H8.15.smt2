; nothing is left
; Where hardline would not be pressed, either limited emboldens for sure or one of five equilibria emboldens
; nobody: so these conditions are exact.
(set-info :smt-lib-version 2.6)
(set-info :status unsat)
(set-logic QF_NRA)
(declare-const A Real)
(declare-const F Real)
(declare-const J Real)
(declare-const L_irresolute Real)
(declare-const L_resolute Real)
(declare-const P Real)
(declare-const W Real)
(declare-const Y_limited Real)
(declare-const dil Real)
(declare-const e_limited Real)
(declare-const f Real)
(declare-const h_irresolute Real)
(declare-const h_resolute Real)
(declare-const k_limited Real)
(declare-const mis Real)
(declare-const q Real)
(declare-const s_limited Real)
(declare-const tr Real)
(declare-const u Real)
(declare-const v_limited Real)
(declare-const y_limited Real)
(define-fun b_limited_resolute () Real (- (- (- (* h_resolute e_limited) (* u k_limited)) L_resolute) 0.0))
(define-fun m_limited_resolute () Real (- (+ (+ (- (* h_resolute e_limited) k_limited) Y_limited) (* (+ W (* f F)) (* (- 1.0 mis) s_limited))) 0.0))
(define-fun b_limited_irresolute () Real (- (- (- (* h_irresolute e_limited) (* u k_limited)) L_irresolute) 0.0))
(define-fun m_limited_irresolute () Real (- (+ (+ (- (* h_irresolute e_limited) k_limited) Y_limited) (* (+ W (* f F)) (* (- 1.0 mis) s_limited))) 0.0))
(define-fun R_limited () Real (- (+ (* (- 1.0 u) v_limited) tr) y_limited))
(define-fun g_limited_resolute () Real (- (+ (- (* h_resolute e_limited) (* u k_limited)) (* (+ W (* f F)) (* (- 1.0 mis) s_limited))) 0.0))
(define-fun g_limited_irresolute () Real (- (+ (- (* h_irresolute e_limited) (* u k_limited)) (* (+ W (* f F)) (* (- 1.0 mis) s_limited))) 0.0))
; q: probability that the stronger state is resolute, in (0, 1)
(assert (> q 0.0))
(assert (< q 1.0))
; A: rival's gain from pressing an irresolute state, > 0
(assert (> A 0.0))
; P: rival's loss from pressing a resolute state, > 0
(assert (> P 0.0))
; v_a: worth of what the approach offers, to the rival, >= 0
(assert (>= v_limited 0.0))
; k_a: cost of what the approach offers, to the stronger state, >= 0
(assert (>= k_limited 0.0))
; u: share of the concession given whatever the response, in [0, 1]
(assert (>= u 0.0))
(assert (<= u 1.0))
; y_a: cost of reciprocating, to the rival, >= 0
(assert (>= y_limited 0.0))
; Y_a: gain of the stronger state from being reciprocated, >= 0
(assert (>= Y_limited 0.0))
; s_a: share of the rival's insecurity that the approach could relieve, in [0, 1], limited no more than core
(assert (>= s_limited 0.0))
(assert (<= s_limited 1.0))
; mis: share of the relief lost to mistrust, in [0, 1]
(assert (>= mis 0.0))
(assert (<= mis 1.0))
; dil: share of the relief lost under cover, in [0, 1]
(assert (>= dil 0.0))
(assert (<= dil 1.0))
; J: rival's cost of full insecurity, >= 0
(assert (>= J 0.0))
; W: stronger state's expected cost of war at full insecurity, >= 0
(assert (>= W 0.0))
; h_t: cost of hardline policies, >= 0
(assert (>= h_resolute 0.0))
(assert (>= h_irresolute 0.0))
; e_a: share of the cost of hardline policies that the approach saves, in [0, 1]
(assert (>= e_limited 0.0))
(assert (<= e_limited 1.0))
; L_t: loss when pressed, > 0
(assert (> L_resolute 0.0))
(assert (> L_irresolute 0.0))
; f: probability that a conflict left unresolved flares up later, in [0, 1]
(assert (>= f 0.0))
(assert (<= f 1.0))
; F: stronger state's loss if it does, >= 0
(assert (>= F 0.0))
; B3, being pressed is worse than reciprocity: `k - Y < u k + L_t + W ell`
(assert (< b_limited_resolute m_limited_resolute))
(assert (< b_limited_irresolute m_limited_irresolute))
; `q >= A / (A + P)`
(assert (<= (- A (* q (+ A P))) 0.0))
; and yet the claim fails
(assert (not (or (and (and (> (- (- A (* 0.0 (+ A P))) (* J (* (- 1.0 mis) s_limited))) 0.0) (> (- (- A (* 0.0 (+ A P))) (* J (* (- 1.0 mis) s_limited))) R_limited)) (not (and (=> (> R_limited 0.0) (>= m_limited_resolute (- L_resolute))) (=> (not (> R_limited 0.0)) (>= g_limited_resolute (- L_resolute))))) (> b_limited_irresolute 0.0)) (and (and (and (=> (> R_limited 0.0) (>= m_limited_resolute (- L_resolute))) (=> (not (> R_limited 0.0)) (>= g_limited_resolute (- L_resolute)))) (and (=> (> R_limited 0.0) (>= m_limited_irresolute (- L_irresolute))) (=> (not (> R_limited 0.0)) (>= g_limited_irresolute (- L_irresolute))))) (or (<= (- (- A (* q (+ A P))) (* J (* (- 1.0 mis) s_limited))) 0.0) (<= (- (- A (* q (+ A P))) (* J (* (- 1.0 mis) s_limited))) R_limited))) (and (not (or (< (- (- A (* 0.0 (+ A P))) (* J (* (- 1.0 mis) s_limited))) 0.0) (< (- (- A (* 0.0 (+ A P))) (* J (* (- 1.0 mis) s_limited))) R_limited))) (<= b_limited_resolute 0.0) (<= b_limited_irresolute 0.0)) (and (and (=> (> R_limited 0.0) (>= m_limited_resolute (- L_resolute))) (=> (not (> R_limited 0.0)) (>= g_limited_resolute (- L_resolute)))) (and (=> (> R_limited 0.0) (<= m_limited_irresolute (- L_irresolute))) (=> (not (> R_limited 0.0)) (<= g_limited_irresolute (- L_irresolute))))) (and (not (and (> (- (- A (* 0.0 (+ A P))) (* J (* (- 1.0 mis) s_limited))) 0.0) (> (- (- A (* 0.0 (+ A P))) (* J (* (- 1.0 mis) s_limited))) R_limited))) (and (=> (> R_limited 0.0) (<= m_limited_resolute 0.0)) (=> (not (> R_limited 0.0)) (<= g_limited_resolute 0.0))) (and (=> (> R_limited 0.0) (>= m_limited_irresolute 0.0)) (=> (not (> R_limited 0.0)) (>= g_limited_irresolute 0.0)))) (and (and (=> (> R_limited 0.0) (<= m_limited_resolute 0.0)) (=> (not (> R_limited 0.0)) (<= g_limited_resolute 0.0))) (and (=> (> R_limited 0.0) (<= m_limited_irresolute 0.0)) (=> (not (> R_limited 0.0)) (<= g_limited_irresolute 0.0)))))))
(check-sat)
